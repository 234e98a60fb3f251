package io.countersign.journal.log.http;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.journal.log.Included;
import io.countersign.journal.log.LogReads;
import io.countersign.kernel.CommonRefusal;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Proofs about the log (RFC 9162 section 2.1). */
@Path("/v1/log/proofs")
@Tag(name = "Log")
public class ProofResource {

    private final LogReads log;
    private final LogQuery query;
    private final Reads reads;

    ProofResource(LogReads log, LogQuery query, Reads reads) {
        this.log = log;
        this.query = query;
        this.reads = reads;
    }

    @GET
    @Path("/inclusion")
    @Operation(summary = "That an entry stands in the log; ?entry= &size= &wait= until it has its number")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InclusionView.class)))
    public Uni<Response> inclusion() {
        Bytes32 entry = query.entry();
        OptionalLong size = query.number("size");
        return reads.appearing(
                Notifications.ALL, () -> log.inclusion(entry, size), Optional::isPresent, ProofResource::answer);
    }

    @GET
    @Path("/consistency")
    @Operation(summary = "That the log only grew; ?from= &to=")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ConsistencyView.class)))
    public Uni<Response> consistency() {
        long from = query.required("from");
        long to = query.required("to");
        if (from > to) {
            throw HttpRefusal.MALFORMED_QUERY.refuse("The query parameter from is not above to.");
        }
        return reads.get(Notifications.ALL, () -> log.consistency(from, to)
                .map(proof -> Answer.ok(Json.write(ConsistencyView.of(proof)))));
    }

    private static Answer answer(Optional<Included> included) {
        return Answer.ok(Json.write(InclusionView.of(included.orElseThrow(CommonRefusal::nothingHere))));
    }
}
