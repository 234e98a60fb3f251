package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Someone with an account, who talks to the running server over HTTP as a client written from the contract would. */
public final class Person {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LoginKey loginKey;
    private String id = "";
    private String accessToken = "";
    private String refreshToken = "";

    private Person(LoginKey loginKey) {
        this.loginKey = loginKey;
    }

    /** Somebody who has not signed in. */
    public static Person nobody() {
        return new Person(LoginKey.of(UUID.randomUUID().toString()));
    }

    /** The first operator of the tests' database, in a session of its own. */
    public static Person operator() {
        Account olga = Accounts.olga();
        Person operator = new Person(olga.loginKey()).signedInAgain();
        operator.id = olga.id();
        return operator;
    }

    /** A new account, invited by the operator. */
    public static Person named(String name) {
        String code = Accounts.olga().invite(Map.of("role", "member"));
        return withCode(code, name);
    }

    /** A new account, by the code of an invitation. */
    public static Person withCode(String code, String name) {
        Person person = nobody();
        Reply reply = person.post("/v1/invitations/acceptance", person.acceptance(code, name));
        person.takeTokens(reply);
        person.id = reply.json().path("account").path("id").asText();
        return person;
    }

    /** What makes an account of this login key, with a fresh challenge. */
    public Map<String, Object> acceptance(String code, String name) {
        Map<String, Object> body = new HashMap<>(signedChallenge());
        body.put("code", code);
        body.put("displayName", name);
        body.put("loginKey", Map.of("type", "es256", "publicKey", publicKey()));
        return body;
    }

    /** {@code challengeId} and {@code signature} of a fresh challenge that this login key has signed. */
    private Map<String, Object> signedChallenge() {
        Reply challenge = nobody().post("/v1/auth/challenges", Map.of("method", "es256"));
        return Map.of("challengeId", challenge.get("challengeId"), "signature", sign(challenge.get("message")));
    }

    /** What signs this login key in, with a fresh challenge. */
    public Map<String, Object> signIn() {
        return with(signedChallenge(), "publicKey", publicKey());
    }

    /** The same with a challenge that is there already. */
    public Map<String, Object> signIn(Reply challenge) {
        return Map.of(
                "challengeId", challenge.get("challengeId"),
                "publicKey", publicKey(),
                "signature", sign(challenge.get("message")));
    }

    /** What binds this login key to another account, with a fresh challenge. */
    public Map<String, Object> asLoginKey() {
        return with(signedChallenge(), "loginKey", Map.of("type", "es256", "publicKey", publicKey()));
    }

    /** The id of a new wallet of this owner, 2-of-3 and without keys yet. */
    public String makesWallet() {
        Map<String, Object> policy = Map.of("script", "wsh", "threshold", 2, "total", 3);
        return post("/v1/wallets", Map.of("name", "Treasury", "network", "regtest", "policy", policy))
                .expect(201)
                .get("id");
    }

    /** The code of an invitation into a wallet of this owner. */
    public String invites(String wallet, String role) {
        return post("/v1/invitations", Map.of("walletId", wallet, "role", role))
                .expect(201)
                .get("code");
    }

    /** Gives another one a role in a wallet of this owner. */
    public void letsIn(Person other, String wallet, String role) {
        other.post("/v1/invitations/acceptance", Map.of("code", invites(wallet, role)))
                .expect(200);
    }

    /** The same account in another session. */
    public Person signedInAgain() {
        Person again = new Person(loginKey);
        again.takeTokens(nobody().post("/v1/auth/tokens", signIn()));
        again.id = id;
        return again;
    }

    private void takeTokens(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        accessToken = reply.get("accessToken");
        refreshToken = reply.get("refreshToken");
    }

    public String accessToken() {
        return accessToken;
    }

    public String refreshToken() {
        return refreshToken;
    }

    public String id() {
        return id;
    }

    /** The login key's point, compressed, in hex. */
    public String publicKey() {
        return loginKey.publicKey();
    }

    /** r || s over the UTF-8 bytes, in hex. */
    public String sign(String text) {
        return loginKey.sign(text);
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    public Reply delete(String path, String... headers) {
        return send("DELETE", path, new byte[0], headers);
    }

    public Reply put(String path, Object body) {
        return send("PUT", path, json(body), "Content-Type", "application/json");
    }

    /** A POST of JSON under a fresh idempotency key. */
    public Reply post(String path, Object body) {
        return post(path, json(body), "application/json");
    }

    /** The same under a given idempotency key. */
    public Reply postUnder(String idempotencyKey, String path, Object body) {
        return post(path, json(body), "application/json", "Idempotency-Key", idempotencyKey);
    }

    /** The same on a condition. */
    public Reply postIf(String etag, String path, Object body) {
        return post(path, json(body), "application/json", "If-Match", etag);
    }

    /** A POST of JSON without an idempotency key. */
    public Reply postPlain(String path, Object body) {
        return send("POST", path, json(body), "Content-Type", "application/json");
    }

    public Reply post(String path, byte[] body, String contentType, String... headers) {
        List<String> all = new java.util.ArrayList<>(List.of("Content-Type", contentType));
        all.addAll(List.of(headers));
        if (!all.contains("Idempotency-Key")) {
            all.addAll(List.of("Idempotency-Key", UUID.randomUUID().toString()));
        }
        return send("POST", path, body, all.toArray(String[]::new));
    }

    /** Exactly these headers, besides the token. */
    public Reply send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(Api.here().server() + path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!accessToken.isEmpty()) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Reply(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A body with another value of a member. */
    public static Map<String, Object> with(Map<String, Object> body, String member, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(body);
        changed.put(member, value);
        return changed;
    }

    public static byte[] json(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
