package io.countersign.journal.log.http;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.merkle.TilePath;
import io.countersign.journal.log.CheckpointSigning;
import io.countersign.journal.log.EntryReads;
import io.countersign.journal.log.LogReads;
import io.countersign.kernel.CommonRefusal;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.identity.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The tamper-evident log: who it is, its checkpoint, its entries and its tiles. */
@Path("/v1/log")
@Tag(name = "Log")
public class LogResource {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String OCTETS = "application/octet-stream";

    private final LogReads log;
    private final EntryReads entries;
    private final LogQuery query;
    private final Reads reads;
    private final CurrentCaller caller;

    LogResource(LogReads log, EntryReads entries, LogQuery query, Reads reads, CurrentCaller caller) {
        this.log = log;
        this.entries = entries;
        this.query = query;
        this.reads = reads;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Who the log is: its origin, its keys, its epoch and its size")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LogView.class)))
    public Uni<Response> log() {
        return reads.get(Notifications.ALL, () -> log.state().map(state -> Answer.ok(Json.write(LogView.of(state)))));
    }

    @GET
    @Path("/checkpoint")
    @Operation(summary = "The newest checkpoint (C2SP tlog-checkpoint) as a signed note, with its cosignatures")
    @APIResponse(responseCode = "200", content = @Content(mediaType = "text/plain"))
    public Uni<Response> checkpoint() {
        return reads.get(CheckpointSigning.TOPIC, () -> log.checkpoint()
                .map(signed -> Bytes.wrap(signed.note().toString().getBytes(StandardCharsets.UTF_8)))
                .map(note -> Answer.ok(note).withContentType(TEXT)));
    }

    @GET
    @Path("/entries")
    @Operation(summary = "Entries from an index on: hashes for all, leaves for those who may read them; ?from= &limit=")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = EntriesView.class)))
    public Uni<Response> entries() {
        long from = query.number("from").orElse(0);
        return reads.get(Notifications.ALL, () -> entries.page(caller.find(), from, query.limit())
                .map(page -> Answer.ok(Json.write(EntriesView.of(page, from)))));
    }

    @GET
    @Path("/tile/{level}/{place: .+}")
    @Operation(summary = "A tile of hashes (C2SP tlog-tiles); the place may span segments and end in .p/<width>")
    @APIResponse(responseCode = "200", content = @Content(mediaType = OCTETS))
    public Uni<Response> tile(
            @jakarta.ws.rs.PathParam("level") String level, @jakarta.ws.rs.PathParam("place") String place) {
        TilePath path = TilePaths.parse(level, place);
        return reads.get(Notifications.ALL, () -> log.tile(path)
                .map(tile ->
                        Answer.ok(tile.orElseThrow(CommonRefusal::nothingHere)).withContentType(OCTETS)));
    }
}
