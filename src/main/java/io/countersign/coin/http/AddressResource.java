package io.countersign.coin.http;

import io.countersign.coin.AddressService;
import io.countersign.coin.model.IssuedAddress;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Page;
import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Etags;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.http.Required;
import io.countersign.platform.identity.CurrentCaller;
import io.countersign.platform.identity.WalletRights;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Addresses of a wallet. */
@Path("/v1/wallets/{walletId}/addresses")
@Tag(name = "Addresses")
public class AddressResource {

    private final AddressService addresses;
    private final WalletRights rights;
    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Commands commands;
    private final Reads reads;

    AddressResource(
            AddressService addresses,
            WalletRights rights,
            CurrentCaller caller,
            Exchange exchange,
            Commands commands,
            Reads reads) {
        this.addresses = addresses;
        this.rights = rights;
        this.caller = caller;
        this.exchange = exchange;
        this.commands = commands;
        this.reads = reads;
    }

    @POST
    @Operation(summary = "Give out the next address; no index is ever given out twice")
    @RequestBody(content = @Content(schema = @Schema(implementation = IssueAddressRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = AddressView.class)))
    public Uni<Response> issue(WalletId walletId) {
        return commands.post(
                () -> rights.require(caller.get(), walletId, Right.PROPOSE),
                IssueAddressRequest.class,
                request -> commands.requireCurrent(() -> shown(walletId).map(List::of))
                        .chain(() -> addresses.issue(
                                caller.get(),
                                walletId,
                                Boolean.TRUE.equals(request.change()),
                                request.label() == null ? null : Required.label("label", request.label()),
                                address -> issued(walletId, address))));
    }

    @GET
    @Operation(summary = "The addresses given out so far, by branch and index")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = AddressView.AddressPage.class)))
    public Uni<Response> list(WalletId walletId) {
        return reads.get(walletId, () -> rights.require(caller.get(), walletId, Right.READ)
                .chain(() -> shown(walletId)));
    }

    @GET
    @Path("/{branch}/{index}")
    @Operation(summary = "One address, by its derivation")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AddressView.class)))
    public Uni<Response> get(WalletId walletId, String branch, String index) {
        return reads.get(walletId, () -> rights.require(caller.get(), walletId, Right.READ)
                .chain(() -> addresses.get(walletId, number(branch), number(index)))
                .chain(address ->
                        addresses.paid(List.of(address)).map(paid -> Answer.ok(Json.write(view(address, paid))))));
    }

    private Uni<Answer> shown(WalletId walletId) {
        return addresses.list(walletId, exchange.page()).chain(this::answer);
    }

    private Uni<Answer> answer(Page<IssuedAddress> page) {
        return addresses
                .paid(page.items())
                .map(paid -> page.map(address -> view(address, paid)))
                .map(views -> Answer.ok(Json.write(new AddressView.AddressPage(views.items(), views.nextCursor()))));
    }

    private static Answer issued(WalletId walletId, IssuedAddress address) {
        Answer made = Answer.created(
                Json.write(AddressView.of(address, false)),
                "/v1/wallets/%s/addresses/%s".formatted(walletId, address.derivation()));
        return made.withEtag(Etags.of(made));
    }

    private static AddressView view(IssuedAddress address, Set<Bytes> paid) {
        return AddressView.of(address, paid.contains(address.scriptPubKey()));
    }

    private static int number(String step) {
        if (!step.matches("[0-9]{1,9}")) {
            throw CommonRefusal.nothingHere();
        }
        return Integer.parseInt(step);
    }
}
