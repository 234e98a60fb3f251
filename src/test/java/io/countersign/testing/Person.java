package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Someone with an account, who talks to the running server over HTTP as a client written from the contract would. */
public final class Person {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KeyPair loginKey;
    private String id = "";
    private String accessToken = "";

    private Person() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            loginKey = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody who has not signed in. */
    public static Person nobody() {
        return new Person();
    }

    /** A new account, invited by the operator. */
    public static Person named(String name) {
        String code = Accounts.olga().invite(Map.of("role", "member"));
        return withCode(code, name);
    }

    private static Person withCode(String code, String name) {
        Person person = new Person();
        Reply challenge = person.post("/v1/auth/challenges", Map.of("method", "es256"));
        Reply reply = person.post(
                "/v1/invitations/acceptance",
                Map.of(
                        "code", code,
                        "displayName", name,
                        "loginKey", Map.of("type", "es256", "publicKey", person.publicKey()),
                        "challengeId", challenge.get("challengeId"),
                        "signature", person.sign(challenge.get("message"))));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        person.accessToken = reply.get("accessToken");
        person.id = reply.json().path("account").path("id").asText();
        return person;
    }

    public String id() {
        return id;
    }

    /** The login key's point, compressed, in hex. */
    public String publicKey() {
        ECPublicKey key = (ECPublicKey) loginKey.getPublic();
        String sign = key.getW().getAffineY().testBit(0) ? "03" : "02";
        return sign + "%064x".formatted(key.getW().getAffineX());
    }

    /** r || s over the UTF-8 bytes, in hex. */
    public String sign(String text) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(loginKey.getPrivate());
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    public Reply delete(String path) {
        return send("DELETE", path, new byte[0]);
    }

    public Reply put(String path, Object body) {
        return send("PUT", path, json(body), "Content-Type", "application/json");
    }

    /** A POST of JSON under a fresh idempotency key. */
    public Reply post(String path, Object body) {
        return post(path, json(body), "application/json");
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
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
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

    public static byte[] json(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
