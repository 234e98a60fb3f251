package io.countersign.platform.http;

import io.countersign.platform.db.Answer;
import jakarta.ws.rs.core.Response;

/** Answers as the framework sends them. */
final class Responses {

    private Responses() {}

    static Response of(Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.findEtag().ifPresent(etag -> response.header("ETag", etag));
        answer.findLocation().ifPresent(location -> response.header("Location", location));
        if (answer.isSecret()) {
            response.header("Cache-Control", "no-store");
        }
        if (answer.isReplayed()) {
            response.header("Idempotent-Replayed", "true");
        }
        return answer.status() == 204
                ? response.build()
                : response.type(answer.contentType())
                        .entity(answer.body().toArray())
                        .build();
    }

    static Response notModified(String etag) {
        return Response.notModified().header("ETag", etag).build();
    }
}
