package io.countersign.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.cli.signer.LoginKey;
import io.countersign.crypto.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Someone with a login key and, once let in, an account. */
final class Person {

    private final String name;
    private final ServerClient client;
    private final LoginKey loginKey = LoginKey.make();
    private String accessToken = "";
    private String accountId = "";

    Person(String name, ServerClient client) {
        this.name = name;
        this.client = client;
    }

    static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    String name() {
        return name;
    }

    String accountId() {
        return accountId;
    }

    /** Comes in with an invitation's code: the login key signs a challenge, and the account is made. */
    Reply comeIn(String code) {
        Reply challenge = post("/v1/auth/challenges", json().put("method", "es256"));
        ObjectNode acceptance = json().put("code", code).put("displayName", name);
        acceptance.putObject("loginKey").put("type", "es256").put("publicKey", loginKey.publicKeyHex());
        acceptance
                .put("challengeId", challenge.text("challengeId"))
                .put("signature", loginKey.signIn(challenge.text("message")));
        Reply tokens = tryPost("/v1/invitations/acceptance", acceptance);
        if (tokens.status() == 404) {
            throw new DemoFailedException(
                    "The server does not know the invitation's code, or it has been used already.");
        }
        accessToken = tokens.orFail().text("accessToken");
        accountId = tokens.json().path("account").path("id").asText();
        return tokens;
    }

    Reply get(String path) {
        return client.get(path, headers(Map.of())).orFail();
    }

    /** The bytes of a resource. */
    Bytes getBytes(String path) {
        return client.get(path, headers(Map.of("Accept", "application/octet-stream")))
                .orFail()
                .body();
    }

    /** Asks for a resource and waits until it is another one than {@code etag} names, 304 after that long. */
    CompletableFuture<Reply> waitForChange(String path, String etag, int seconds) {
        return client.getLater(path + "?wait=" + seconds, headers(Map.of("If-None-Match", etag)));
    }

    /** The answer for which {@link #waitForChange} waits. */
    Reply await(CompletableFuture<Reply> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw new DemoFailedException(
                    "The server at %s ends a waiting request: %s.".formatted(client.server(), e.getCause()));
        }
    }

    Reply post(String path, JsonNode body) {
        return tryPost(path, body).orFail();
    }

    private Reply tryPost(String path, JsonNode body) {
        Bytes bytes = Bytes.wrap(body.toString().getBytes(StandardCharsets.UTF_8));
        return client.post(path, "application/json", bytes, headers(Map.of()));
    }

    /** Hands in a signed PSBT; the answer may be a refusal. */
    Reply postPsbt(String path, Bytes psbt) {
        return client.post(path, "application/octet-stream", psbt, headers(Map.of()));
    }

    private Map<String, String> headers(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        if (!accessToken.isEmpty()) {
            all.put("Authorization", "Bearer " + accessToken);
        }
        return all;
    }
}
