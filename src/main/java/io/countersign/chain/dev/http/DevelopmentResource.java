package io.countersign.chain.dev.http;

import io.countersign.chain.BlockPosition;
import io.countersign.chain.ChainBackend;
import io.countersign.chain.dev.DevelopmentChain;
import io.countersign.chain.dev.DevelopmentRefusal;
import io.countersign.chain.dev.DevelopmentService;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.finalize.OutputPolicy;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Txid;
import io.countersign.kernel.CommonRefusal;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.http.Required;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Coins and blocks of the development chain, for any account. */
@Path("/v1/development")
@Tag(name = "Development chain")
public class DevelopmentResource {

    /** 1,000 BTC, so that the faucet's fund lasts for 10,000 of them. */
    private static final long LARGEST_PAYMENT = 100_000_000_000L;

    private static final int MOST_BLOCKS = 1_000;

    private final DevelopmentService development;
    private final ChainBackend chain;
    private final Transactions transactions;
    private final Commands commands;
    private final Reads reads;

    DevelopmentResource(
            DevelopmentService development,
            ChainBackend chain,
            Transactions transactions,
            Commands commands,
            Reads reads) {
        this.development = development;
        this.chain = chain;
        this.transactions = transactions;
        this.commands = commands;
        this.reads = reads;
    }

    @POST
    @Path("/faucet")
    @Operation(summary = "Pay coins to an address")
    @RequestBody(content = @Content(schema = @Schema(implementation = FaucetRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PaymentView.class)))
    public Uni<Response> faucet() {
        return commands.post(this::requireHere, FaucetRequest.class, request -> {
            Address address = address(Required.member("address", request.address()));
            Satoshi amount = amount(Required.member("amountSat", request.amountSat()), address);
            return development
                    .pay(address.scriptPubKey(), amount)
                    .chain(txid -> stored(Answer.created(
                            Json.write(new PaymentView(txid.toHex(), 0)), "/v1/development/transactions/" + txid)));
        });
    }

    @POST
    @Path("/blocks")
    @Operation(summary = "Make blocks; the first takes what waits in the mempool")
    @RequestBody(content = @Content(schema = @Schema(implementation = BlocksRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TipView.class)))
    public Uni<Response> blocks() {
        return commands.post(this::requireHere, BlocksRequest.class, request -> development
                .mine(count(Required.member("count", request.count())))
                .chain(last -> stored(Answer.created(Json.write(TipView.of(last)), "/v1/development/blocks"))));
    }

    @GET
    @Path("/transactions/{txid}")
    @Operation(summary = "A transaction of the chain or its mempool")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TransactionView.class)))
    public Uni<Response> transaction(String txid) {
        return reads.get(Notifications.ALL, () -> requireHere()
                .chain(() -> development.find(txid(txid)))
                .map(found -> Answer.ok(Json.write(new TransactionView(
                        found.placed().transaction().serialize().toHex(), found.confirmations())))));
    }

    /** With another backend these paths do not exist. */
    private Uni<Void> requireHere() {
        if (!chain.name().equals(DevelopmentChain.NAME)) {
            throw CommonRefusal.nothingHere();
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Answer> stored(Answer answer) {
        return transactions.answering(() -> Uni.createFrom().item(answer));
    }

    /** Text that is no address of any network can't be parsed; another network's is refused. */
    private static Address address(String text) {
        try {
            return Address.parse(text, Network.REGTEST);
        } catch (MalformedException e) {
            if (isOfAnotherNetwork(text)) {
                throw DevelopmentRefusal.FAUCET_ADDRESS.refuse(
                        "The address belongs to another network; the development chain is regtest.");
            }
            throw e;
        }
    }

    private static boolean isOfAnotherNetwork(String text) {
        return Arrays.stream(Network.values()).anyMatch(network -> isAddress(text, network));
    }

    private static boolean isAddress(String text, Network network) {
        try {
            return Address.parse(text, network).network() == network;
        } catch (MalformedException e) {
            return false;
        }
    }

    private static Satoshi amount(long sat, Address address) {
        long least = OutputPolicy.dustLimitSat(address.scriptPubKey());
        if (sat < least || sat > LARGEST_PAYMENT) {
            throw DevelopmentRefusal.FAUCET_AMOUNT.refuse(
                    "amountSat is %d (below it is dust at this address) to %d.".formatted(least, LARGEST_PAYMENT));
        }
        return Satoshi.of(sat);
    }

    private static int count(int count) {
        if (count < 1 || count > MOST_BLOCKS) {
            throw DevelopmentRefusal.BLOCK_COUNT.refuse("count is 1 to %d.".formatted(MOST_BLOCKS));
        }
        return count;
    }

    private static Txid txid(String text) {
        if (!text.matches("[0-9a-f]{64}")) {
            throw CommonRefusal.nothingHere();
        }
        return Txid.parse(text);
    }

    /** Whom to pay, and how much. */
    public record FaucetRequest(@Nullable String address, @Nullable Long amountSat) {}

    /** How many blocks to make. */
    public record BlocksRequest(@Nullable Integer count) {}

    /** The output that pays. */
    public record PaymentView(String txid, int vout) {}

    /** The new tip. */
    public record TipView(int height, String hash) {
        static TipView of(BlockPosition block) {
            return new TipView(block.height(), block.hash().toHex());
        }
    }

    /** A raw transaction and its confirmations. */
    public record TransactionView(String hex, int confirmations) {}
}
