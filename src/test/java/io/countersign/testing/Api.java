package io.countersign.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The server as any client sees it: bytes over HTTP by the JDK's own client, which adds nothing to a request. Headers are given as
 * names and values in turn; each POST brings a fresh {@code Idempotency-Key} unless it names one (an empty one: none).
 */
public record Api(URI server, @Nullable String token) {

    public static final String JSON = "application/json";
    public static final String OCTETS = "application/octet-stream";
    public static final String TEXT = "text/plain";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** The server of this test, without a token. */
    public static Api here() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return new Api(URI.create("http://localhost:" + port), null);
    }

    public Api as(String accessToken) {
        return new Api(server, accessToken);
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    public Reply delete(String path, String... headers) {
        return send("DELETE", path, new byte[0], headers);
    }

    public Reply put(String path, Object json, String... headers) {
        return send("PUT", path, bytes(json), with(headers, "Content-Type", JSON));
    }

    public Reply post(String path, Object json, String... headers) {
        return post(path, JSON, bytes(json), headers);
    }

    public Reply post(String path, String mediaType, byte[] body, String... headers) {
        String[] all = with(headers, "Content-Type", mediaType);
        boolean isKeyed = Arrays.asList(headers).contains("Idempotency-Key");
        return send(
                "POST",
                path,
                body,
                isKeyed ? all : with(all, "Idempotency-Key", UUID.randomUUID().toString()));
    }

    public Reply send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(90))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            if (!headers[i + 1].isEmpty()) {
                request.header(headers[i], headers[i + 1]);
            }
        }
        try {
            return new Reply(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A string stands for itself, anything else is written as JSON. */
    private static byte[] bytes(Object json) {
        try {
            return json instanceof String text
                    ? text.getBytes(StandardCharsets.UTF_8)
                    : Reply.JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = name;
        all[headers.length + 1] = value;
        return all;
    }
}
