package io.countersign.platform.identity.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.http.Reads;
import io.countersign.platform.identity.SigningKey;
import io.countersign.platform.identity.SigningKeys;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The server's token verification keys (RFC 7517). */
@Path("/.well-known/jwks.json")
@Tag(name = "Signing in")
@Produces(MediaType.APPLICATION_JSON)
public class JwksResource {

    private final SigningKeys keys;
    private final Reads reads;

    JwksResource(SigningKeys keys, Reads reads) {
        this.keys = keys;
        this.reads = reads;
    }

    @GET
    @Operation(summary = "The keys that verify this server's access tokens")
    public Uni<Response> keys() {
        return reads.get(
                Notifications.ALL,
                () -> keys.published().map(JwksResource::document).map(Answer::ok));
    }

    private static Bytes document(List<SigningKey> published) {
        String json = published.stream().map(SigningKey::publicJwk).collect(joining(",", "{\"keys\":[", "]}"));
        return Bytes.wrap(json.getBytes(UTF_8));
    }
}
