package io.countersign.wallet.http;

import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.db.Render;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Etags;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.http.Required;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.platform.identity.WalletRights;
import io.countersign.wallet.CeremonyService;
import io.countersign.wallet.WalletService;
import io.countersign.wallet.WalletService.ImportedWallet;
import io.countersign.wallet.model.Policy;
import io.countersign.wallet.model.PolicyScript;
import io.countersign.wallet.model.Wallet;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Wallets. */
@Path("/v1/wallets")
@Tag(name = "Wallets")
public class WalletResource {

    private final WalletService wallets;
    private final CeremonyService ceremony;
    private final WalletRights rights;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Reads reads;

    WalletResource(
            WalletService wallets,
            CeremonyService ceremony,
            WalletRights rights,
            CurrentCaller caller,
            Exchange exchange,
            Commands commands,
            Reads reads) {
        this.wallets = wallets;
        this.ceremony = ceremony;
        this.rights = rights;
        this.caller = caller;
        this.exchange = exchange;
        this.commands = commands;
        this.reads = reads;
    }

    @POST
    @Operation(summary = "Make a wallet by its policy, or import one by its descriptor")
    @RequestBody(content = @Content(schema = @Schema(implementation = CreateWalletRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = WalletView.class)))
    public Uni<Response> create() {
        return commands.post(
                () -> Uni.createFrom().voidItem(),
                CreateWalletRequest.class,
                request -> commands.requireCurrent(() -> shown().map(List::of)).chain(() -> create(request)));
    }

    @GET
    @Operation(summary = "The caller's wallets, newest first")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = WalletView.WalletPage.class)))
    public Uni<Response> list() {
        return reads.get(Notifications.ALL, this::shown);
    }

    private Uni<Answer> shown() {
        return wallets.list(caller.get(), exchange.page())
                .map(page -> WalletView.WalletPage.of(page.map(this::view)))
                .map(page -> Answer.ok(Json.write(page)));
    }

    @GET
    @Path("/{walletId}")
    @Operation(summary = "A wallet; ?wait= with If-None-Match holds until it changes")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WalletView.class)))
    public Uni<Response> get(WalletId walletId) {
        return reads.get(walletId, () -> rights.require(caller.get(), walletId, Right.READ)
                .chain(() -> wallets.get(walletId))
                .map(wallet -> Answer.ok(Json.write(view(wallet))).withEtag(Etags.ofVersion(wallet.version()))));
    }

    private Uni<Answer> create(CreateWalletRequest request) {
        String name = Required.name("name", request.name());
        String network = Required.member("network", request.network());
        Render<Wallet> render =
                (wallet, entries) -> Answer.created(Json.write(view(wallet)), "/v1/wallets/" + wallet.id())
                        .withEtag(Etags.ofVersion(wallet.version()));
        if (request.descriptor() != null) {
            return importWallet(request, name, network, request.descriptor(), render);
        }
        if (request.birthHeight() != null || request.nextIndex() != null || request.nextChangeIndex() != null) {
            throw HttpRefusal.MALFORMED_BODY.refuse(
                    "birthHeight, nextIndex and nextChangeIndex belong to a wallet that is imported by its descriptor.");
        }
        CreateWalletRequest.PolicyRequest policy = Required.member("policy", request.policy());
        String script = Required.member("policy.script", policy.script());
        return wallets.create(caller.get(), name, network, policy(script, policy), render);
    }

    private static Policy policy(String script, CreateWalletRequest.PolicyRequest request) {
        if (script.equals(PolicyScript.MINISCRIPT.word())) {
            if (request.threshold() != null || request.total() != null) {
                throw HttpRefusal.MALFORMED_BODY.refuse("A policy with a template says its thresholds there.");
            }
            return Policy.ofTemplate(Required.member("policy.template", request.template()));
        }
        if (request.template() != null) {
            throw HttpRefusal.MALFORMED_BODY.refuse("policy.template belongs to the script miniscript.");
        }
        int threshold = Required.member("policy.threshold", request.threshold());
        int total = Required.member("policy.total", request.total());
        return Policy.of(script, threshold, total);
    }

    private Uni<Answer> importWallet(
            CreateWalletRequest request, String name, String network, String descriptor, Render<Wallet> render) {
        if (request.policy() != null) {
            throw HttpRefusal.MALFORMED_BODY.refuse("A wallet has a policy or a descriptor, not both.");
        }
        return wallets.importWallet(
                caller.get(),
                new ImportedWallet(
                        name,
                        network,
                        descriptor,
                        request.birthHeight(),
                        index("nextIndex", request.nextIndex()),
                        index("nextChangeIndex", request.nextChangeIndex())),
                render);
    }

    private static long index(String member, @org.jspecify.annotations.Nullable Long value) {
        if (value != null && (value < 0 || value > Integer.MAX_VALUE)) {
            throw HttpRefusal.MALFORMED_BODY.refuse("%s is 0 to 2147483647.".formatted(member));
        }
        return value == null ? 0 : value;
    }

    private WalletView view(Wallet wallet) {
        return WalletView.of(wallet, key -> KeyView.of(key, ceremony.challenge(key)));
    }
}
