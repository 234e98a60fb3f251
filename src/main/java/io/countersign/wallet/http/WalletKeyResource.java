package io.countersign.wallet.http;

import io.countersign.crypto.key.DerivationPath;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Entry;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.key.model.Confirmation;
import io.countersign.key.model.Device;
import io.countersign.key.model.KeyProof;
import io.countersign.key.model.KeyRefusal;
import io.countersign.key.model.RegisteredKey;
import io.countersign.platform.db.Answer;
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
import io.countersign.wallet.model.Wallet;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The keys of a wallet's cosigners: registered, proven, confirmed. */
@Path("/v1/wallets/{walletId}/keys")
@Tag(name = "Keys")
public class WalletKeyResource {

    private final WalletService wallets;
    private final CeremonyService ceremony;
    private final WalletRights rights;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Reads reads;

    WalletKeyResource(
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
    @Operation(summary = "Register the caller's key")
    @RequestBody(content = @Content(schema = @Schema(implementation = RegisterKeyRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = KeyView.class)))
    public Uni<Response> register(WalletId walletId) {
        return commands.post(
                () -> rights.require(caller.get(), walletId, Right.COSIGN),
                RegisterKeyRequest.class,
                request -> register(walletId, request));
    }

    @GET
    @Operation(summary = "The wallet's keys, in the order of the descriptor")
    public Uni<Response> list(WalletId walletId) {
        return reads.get(walletId, () -> rights.require(caller.get(), walletId, Right.READ)
                .chain(() -> wallets.get(walletId))
                .map(this::shown));
    }

    @GET
    @Path("/{keyId}")
    @Operation(summary = "A key of the wallet")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyView.class)))
    public Uni<Response> get(WalletId walletId, KeyId keyId) {
        return reads.get(walletId, () -> rights.require(caller.get(), walletId, Right.READ)
                .chain(() -> wallets.get(walletId))
                .map(wallet -> Answer.ok(Json.write(view(wallet.key(keyId))))));
    }

    @POST
    @Path("/{keyId}/proof")
    @Operation(summary = "Prove possession of a key by a signature over its challenge")
    @RequestBody(content = @Content(schema = @Schema(implementation = ProofRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyView.class)))
    public Uni<Response> prove(WalletId walletId, KeyId keyId) {
        return commands.post(
                () -> ceremony.requireKey(caller.get(), walletId, keyId, true),
                ProofRequest.class,
                request -> prove(walletId, keyId, request));
    }

    @POST
    @Path("/{keyId}/confirmation")
    @Operation(summary = "Tell what the device showed as the first address")
    @RequestBody(content = @Content(schema = @Schema(implementation = ConfirmationRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyView.class)))
    public Uni<Response> confirm(WalletId walletId, KeyId keyId) {
        return commands.post(
                () -> ceremony.requireKey(caller.get(), walletId, keyId, false),
                ConfirmationRequest.class,
                request -> ceremony.confirm(
                        caller.get(),
                        walletId,
                        keyId,
                        Required.member("firstAddress", request.firstAddress()),
                        request.signature(),
                        precondition(keyId),
                        confirmed(keyId)));
    }

    @DELETE
    @Path("/{keyId}")
    @Operation(summary = "Take a key out again while keys are collected")
    @APIResponse(responseCode = "204")
    public Uni<Response> remove(WalletId walletId, KeyId keyId) {
        return commands.delete(
                () -> ceremony.requireKey(caller.get(), walletId, keyId, true),
                () -> ceremony.remove(
                        caller.get(), walletId, keyId, precondition(keyId), (wallet, entries) -> Answer.noContent()));
    }

    private Uni<Answer> register(WalletId walletId, RegisterKeyRequest request) {
        String key = Required.member("key", request.key());
        if (request.proof() != null && !request.proof().isNull()) {
            throw KeyRefusal.PROOF_WITHOUT_CHALLENGE.refuse(
                    "Register the key first; its resource has the challenge that a proof signs.");
        }
        Device device = request.device() == null
                ? new Device(null, null)
                : new Device(
                        text("device.model", request.device().model()),
                        text("device.firmware", request.device().firmware()));
        return ceremony.register(
                caller.get(),
                walletId,
                key,
                request.position(),
                Required.label("label", request.label()),
                device,
                this::requireKeys,
                this::registered);
    }

    private Uni<Answer> prove(WalletId walletId, KeyId keyId, ProofRequest request) {
        if (request.proof() != null) {
            if (!request.proof().equals("waived") || request.signature() != null) {
                throw HttpRefusal.MALFORMED_BODY.refuse("proof is \"waived\", and then no signature stands beside it.");
            }
            return ceremony.waiveProof(caller.get(), walletId, keyId, precondition(keyId), rendered(keyId));
        }
        KeyProof proof = new KeyProof(
                DerivationPath.parse(Required.member("path", request.path())),
                Required.member("signature", request.signature()),
                KeyProof.Format.parse(Required.member("format", request.format())));
        return ceremony.prove(caller.get(), walletId, keyId, proof, precondition(keyId), rendered(keyId));
    }

    private Answer registered(Wallet wallet, List<Entry> entries) {
        RegisteredKey newest = wallet.keys().stream()
                .max(java.util.Comparator.comparing(key -> key.id().toString()))
                .orElseThrow();
        KeyView view = view(newest);
        return Answer.created(
                        Json.write(view.with(entries.get(0))),
                        "/v1/wallets/%s/keys/%s".formatted(wallet.id(), newest.id()))
                .withEtag(etag(view));
    }

    /** The key, with a receipt where something was written. */
    private Render<Wallet> rendered(KeyId keyId) {
        return (wallet, entries) ->
                shown(wallet.key(keyId), entries.stream().findFirst().orElse(null));
    }

    /** The key, with the receipt of its confirmation, however often that is repeated. */
    private Render<Wallet> confirmed(KeyId keyId) {
        return (wallet, entries) -> {
            RegisteredKey key = wallet.key(keyId);
            Confirmation known = key.confirmation();
            return shown(key, entries.stream().findFirst().orElse(known == null ? null : known.entry()));
        };
    }

    private Answer shown(RegisteredKey key, @Nullable Entry entry) {
        KeyView view = view(key);
        return Answer.ok(Json.write(entry == null ? view : view.with(entry))).withEtag(etag(view));
    }

    private Consumer<Wallet> precondition(KeyId keyId) {
        return wallet -> exchange.ifMatch().require(Etags.ofVersion(wallet.version()), etag(view(wallet.key(keyId))));
    }

    private void requireKeys(Wallet wallet) {
        exchange.ifMatch().require(Etags.ofVersion(wallet.version()), Etags.of(shown(wallet)));
    }

    private Answer shown(Wallet wallet) {
        List<KeyView> views = wallet.keys().stream().map(this::view).toList();
        return Answer.ok(Json.write(new KeyList(views, null)));
    }

    private KeyView view(RegisteredKey key) {
        return KeyView.of(key, ceremony.challenge(key));
    }

    private static String etag(KeyView view) {
        return Etags.of(Answer.ok(Json.write(view)));
    }

    private static @Nullable String text(String member, @Nullable String value) {
        return value == null ? null : CommonRefusal.requireLength(member, value, CommonRefusal.MAX_NAME);
    }

    /** All the keys; one page. */
    public record KeyList(List<KeyView> items, @Nullable String nextCursor) {}
}
