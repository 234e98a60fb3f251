package io.countersign.cli.verify;

import io.countersign.crypto.bytes.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server, over HTTP, as a client that believes nothing. */
final class ServerAccess {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String server;
    private final @Nullable String token;

    ServerAccess(String server, @Nullable String token) {
        this.server = server.replaceFirst("/+$", "");
        this.token = token;
    }

    Shown json(String path) {
        return Shown.parse(path, bytes(path, "application/json"));
    }

    String text(String path) {
        return new String(bytes(path, "text/plain").toArray(), StandardCharsets.UTF_8);
    }

    Bytes bytes(String path, String mediaType) {
        Answer answer = get(path, mediaType);
        if (answer.status() != 200) {
            throw new ShownException("GET %s is answered %d.".formatted(path, answer.status()));
        }
        return answer.body();
    }

    Answer get(String path, String mediaType) {
        return send(request(path).header("Accept", mediaType).GET().build());
    }

    Answer post(String path, String text) {
        return send(request(path)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(text))
                .build());
    }

    /** All items of a list that is paged by cursor. */
    List<Shown> all(String path) {
        List<Shown> items = new ArrayList<>();
        String cursor = "";
        do {
            Shown page = json(path + "?limit=500" + cursor);
            page.list("items").forEach(items::add);
            cursor = page.find("nextCursor")
                    .map(next -> "&cursor=" + next.text())
                    .orElse("");
        } while (!cursor.isEmpty());
        return items;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == 401) {
                throw new NotJudgedException("The server wants a valid access token: give one with --token-file.");
            }
            return new Answer(response.statusCode(), Bytes.wrap(response.body()));
        } catch (IOException e) {
            throw new NotJudgedException("The server does not answer at %s: %s".formatted(server, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotJudgedException("Interrupted.");
        }
    }

    /** A status and a body. */
    record Answer(int status, Bytes body) {}
}
