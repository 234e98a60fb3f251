package io.countersign.cli.demo;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.platform.time.Randomness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Speaks HTTP with one server. */
final class ServerClient {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Longer than the server holds a waiting request. */
    private static final Duration ANSWER = Duration.ofSeconds(90);

    private final URI server;
    private final Randomness randomness;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    ServerClient(URI server, Randomness randomness) {
        this.server = server;
        this.randomness = randomness;
    }

    URI server() {
        return server;
    }

    Reply get(String path, Map<String, String> headers) {
        return send("GET " + path, request(path, headers).GET().build());
    }

    /** The same, while the caller goes on. */
    CompletableFuture<Reply> getLater(String path, Map<String, String> headers) {
        return http.sendAsync(request(path, headers).GET().build(), BodyHandlers.ofByteArray())
                .thenApply(response -> Reply.of("GET " + path, response));
    }

    /** Each POST with an idempotency key of its own. */
    Reply post(String path, String mediaType, Bytes body, Map<String, String> headers) {
        HttpRequest request = request(path, headers)
                .header("Content-Type", mediaType)
                .header("Idempotency-Key", HexFormat.of().formatHex(randomness.bytes(16)))
                .POST(BodyPublishers.ofByteArray(body.toArray()))
                .build();
        return send("POST " + path, request);
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER);
        headers.forEach(request::header);
        return request;
    }

    private Reply send(String what, HttpRequest request) {
        try {
            return Reply.of(what, http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new DemoFailedException("The server at %s does not answer: %s.".formatted(server, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("The demo was interrupted.");
        }
    }
}
