package io.countersign.chain.core;

import io.countersign.kernel.DependencyDown;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON-RPC over HTTP. Numbers stay decimals: an amount is never a double. Fails with {@link RpcException} where the node answers an
 * error, and with {@link DependencyDown} where it does not answer, refuses the credentials or is not ready.
 */
public final class CoreRpc {

    private static final int UNAUTHORIZED = 401;
    private static final int MOST_CONNECTIONS = 8;

    private final WebClient client;
    private final URI url;
    private final Credentials credentials;
    private final Duration patience;

    public CoreRpc(Vertx vertx, URI url, Credentials credentials, Duration patience) {
        this.url = url;
        this.credentials = credentials;
        this.patience = patience;
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setUserAgentEnabled(false)
                        .setConnectTimeout((int) patience.toMillis())
                        .setMaxPoolSize(MOST_CONNECTIONS));
    }

    /** The result of {@code method}; its parameters are strings, numbers, booleans and JSON values. */
    Uni<JsonValue> call(String method, Object... parameters) {
        Buffer request = Buffer.buffer(request(method, List.of(parameters)).toString());
        return credentials
                .header()
                .chain(header -> send(request, header))
                .chain(answer -> answer.statusCode() == UNAUTHORIZED
                        ? sendAgain(request)
                        : Uni.createFrom().item(answer))
                .map(CoreRpc::result)
                .onFailure(e -> !(e instanceof RpcException || e instanceof DependencyDown))
                .transform(e -> down("can't be reached", e));
    }

    /** The node was started again since the cookie was read, or never knew us. */
    private Uni<HttpResponse<Buffer>> sendAgain(Buffer request) {
        return credentials.renewed().chain(header -> send(request, header));
    }

    private Uni<HttpResponse<Buffer>> send(Buffer request, String authorization) {
        return client.postAbs(url.toString())
                .putHeader("Authorization", authorization)
                .putHeader("Content-Type", "application/json")
                .timeout(patience.toMillis())
                .sendBuffer(request);
    }

    private static JsonObject request(String method, List<Object> parameters) {
        return Json.createObjectBuilder()
                .add("jsonrpc", "2.0")
                .add("id", "countersign")
                .add("method", method)
                .add("params", Json.createArrayBuilder(parameters))
                .build();
    }

    /** Before version 28, and for calls it does not know, a node answers errors with HTTP 500 or 404 and the same body. */
    private static JsonValue result(HttpResponse<Buffer> answer) {
        JsonObject body = body(answer);
        if (body.get("error") instanceof JsonObject error) {
            RpcException failure = new RpcException(error.getInt("code", 0), error.getString("message", ""));
            if (failure.code() == RpcException.WARMING_UP) {
                throw down("is still starting: " + failure.getMessage(), null);
            }
            throw failure;
        }
        JsonValue result = body.get("result");
        if (result == null) {
            throw down("answered without a result", null);
        }
        return result;
    }

    private static JsonObject body(HttpResponse<Buffer> answer) {
        Buffer body = answer.body();
        if (answer.statusCode() == UNAUTHORIZED || answer.statusCode() == 403) {
            throw down("refuses this server's credentials or address (HTTP %d)".formatted(answer.statusCode()), null);
        }
        if (body == null) {
            throw down("answered HTTP %d without a body".formatted(answer.statusCode()), null);
        }
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body.getBytes()))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw down("answered HTTP %d and no JSON".formatted(answer.statusCode()), e);
        }
    }

    static DependencyDown down(String what, @Nullable Throwable cause) {
        return new DependencyDown("chain backend", "The Bitcoin Core node " + what + ".", cause);
    }
}
