package io.countersign.journal.log.http;

import io.countersign.journal.log.HandedIn;
import io.countersign.journal.log.HandedInService;
import io.countersign.platform.db.Answer;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Json;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where clients hand in the checkpoint that they saw last: they are the log's witnesses. */
@Path("/v1/log/checkpoints")
@Tag(name = "Log")
public class CheckpointResource {

    private static final Set<String> TEXT = Set.of("text/plain");

    private final HandedInService service;
    private final Commands commands;
    private final CurrentCaller caller;

    CheckpointResource(HandedInService service, Commands commands, CurrentCaller caller) {
        this.service = service;
        this.commands = commands;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Hands in the last checkpoint seen, and answers the proof from it to the newest")
    @RequestBody(content = @Content(mediaType = "text/plain", schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = HandedInView.class)))
    public Uni<Response> handIn() {
        return commands.post(
                () -> Uni.createFrom().voidItem(),
                TEXT,
                HandedIn::parse,
                handedIn -> service.judge(
                        handedIn,
                        caller.find().map(Caller::accountId),
                        proof -> Answer.ok(Json.write(HandedInView.of(proof)))));
    }
}
