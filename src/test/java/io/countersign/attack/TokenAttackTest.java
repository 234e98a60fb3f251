package io.countersign.attack;

import static io.countersign.testing.Person.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.platform.identity.SigningKey;
import io.countersign.platform.identity.SigningKeys;
import io.countersign.testing.MovableClock;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Access tokens that are none (threat C3, scorecard R21). The forger even has the server's own key where the rule is another one. */
@QuarkusTest
class TokenAttackTest {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @Inject
    SigningKeys keys;

    @Inject
    Clock clock;

    private Person alice;
    private SigningKey key;
    private Map<String, Object> header;
    private Map<String, Object> claims;

    @BeforeEach
    void takeOneApart() throws Exception {
        alice = alice == null ? Person.named("Alice") : alice;
        key = keys.signer().await().indefinitely();
        String[] parts = alice.accessToken().split("\\.");
        header = json(parts[0]);
        claims = json(parts[1]);
    }

    @Test
    void takesTheTokenThatIsForgedFrom() throws Exception {
        assertThat(me("Bearer " + signed(header, claims)).status()).isEqualTo(200);
        assertThat(me("bearer " + alice.accessToken()).status()).isEqualTo(200);
        assertThat(header).containsOnlyKeys("alg", "typ", "kid").containsEntry("typ", "at+jwt");
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryForgery() throws Exception {
        Map<String, String> forgeries = new LinkedHashMap<>();
        String right = alice.accessToken();
        String[] parts = right.split("\\.");
        long now = clock.instant().getEpochSecond();

        forgeries.put("alg none without a signature", unsigned(with(header, "alg", "none")));
        forgeries.put("alg None", unsigned(with(header, "alg", "None")));
        forgeries.put("signature stripped", parts[0] + "." + parts[1] + ".");
        forgeries.put("signature left away", parts[0] + "." + parts[1]);
        forgeries.put("four parts", right + ".x");
        forgeries.put("five parts as of an encrypted token", right + ".x.y");
        forgeries.put("signature of zeros", parts[0] + "." + parts[1] + "." + BASE64.encodeToString(new byte[64]));
        forgeries.put("last bits of the signature set", withOtherLastBits(right));
        forgeries.put("padding", right + "==");
        forgeries.put("HS256 with the public key as the secret", hmac());
        forgeries.put("key of someone else under our kid", signedBy(freshKey(), header, claims));
        forgeries.put(
                "key of someone else under its own kid",
                signedBy(freshKey(), with(header, "kid", "A".repeat(43)), claims));
        forgeries.put("kid as a path", signed(with(header, "kid", "../../../../dev/null"), claims));
        forgeries.put("kid as SQL", signed(with(header, "kid", "' OR '1'='1"), claims));
        forgeries.put("kid left away", signed(without(header, "kid"), claims));
        forgeries.put("typ JWT", signed(with(header, "typ", "JWT"), claims));
        forgeries.put("typ left away", signed(without(header, "typ"), claims));
        forgeries.put("jku", signed(with(header, "jku", "https://evil.example/jwks.json"), claims));
        forgeries.put("x5u", signed(with(header, "x5u", "https://evil.example/cert.pem"), claims));
        forgeries.put("x5c", signed(with(header, "x5c", List.of("AA==")), claims));
        forgeries.put("jwk", signed(with(header, "jwk", Map.of("kty", "EC")), claims));
        forgeries.put(
                "crit",
                rawSigned(header(h -> h.substring(0, h.length() - 1) + ",\"crit\":[\"exp\"],\"exp\":1}"), parts[1]));
        forgeries.put("issuer of another server", signed(header, with(claims, "iss", "https://evil.example")));
        forgeries.put("issuer left away", signed(header, without(claims, "iss")));
        forgeries.put("audience of another service", signed(header, with(claims, "aud", "other")));
        forgeries.put("audience left away", signed(header, without(claims, "aud")));
        forgeries.put("expired this second", signed(header, with(claims, "exp", now)));
        forgeries.put("expired an hour ago", signed(header, with(claims, "exp", now - 3_600)));
        forgeries.put("without an end", signed(header, without(claims, "exp")));
        forgeries.put("not yet valid", signed(header, with(claims, "nbf", now + 3_600)));
        forgeries.put("without nbf", signed(header, without(claims, "nbf")));
        forgeries.put("without iat", signed(header, without(claims, "iat")));
        forgeries.put("without jti", signed(header, without(claims, "jti")));
        forgeries.put("without a subject", signed(header, without(claims, "sub")));
        forgeries.put("subject that is no id", signed(header, with(claims, "sub", "alice")));
        forgeries.put("without a session", signed(header, without(claims, "sid")));
        forgeries.put("session that is no id", signed(header, with(claims, "sid", "x")));
        forgeries.put(
                "session that never was",
                signed(header, with(claims, "sid", UUID.randomUUID().toString())));
        forgeries.put(
                "session of someone else",
                signed(header, with(claims, "sub", Person.named("Mallory").id())));
        forgeries.put("claim twice", rawSigned(parts[0], BASE64.encodeToString(doubledClaim())));
        forgeries.put(
                "header member twice", rawSigned(header(h -> h.replaceFirst("\\{", "{\"alg\":\"none\",")), parts[1]));
        forgeries.put(
                "claims changed after signing",
                parts[0] + "." + BASE64.encodeToString(doubledClaim()) + "." + parts[2]);
        forgeries.put(
                "nested very deeply",
                "%s.%s.%s".formatted(BASE64.encodeToString("[".repeat(1_400).getBytes(UTF_8)), "e30", "AA"));
        forgeries.put("very long", "a".repeat(5_000) + ".a.a");
        forgeries.put("nothing", "");

        return forgeries.entrySet().stream()
                .map(forgery ->
                        DynamicTest.dynamicTest(forgery.getKey(), () -> assertRefused("Bearer " + forgery.getValue())));
    }

    /** A token that was proven once is not proven again: its time is looked at each time. */
    @Test
    void refusesOutsideOfItsTimeWhatItTookWithin() throws Exception {
        String token =
                "Bearer " + signed(header, with(claims, "jti", UUID.randomUUID().toString()));
        assertThat(me(token).status()).isEqualTo(200);
        assertThat(me(token).status()).isEqualTo(200);

        MovableClock.later(Duration.ofMinutes(10), () -> assertRefused(token));
        MovableClock.later(Duration.ofMinutes(-2), () -> assertRefused(token));

        assertThat(me(token).status()).isEqualTo(200);
    }

    @TestFactory
    Stream<DynamicTest> refusesOtherWaysToSendIt() {
        String right = alice.accessToken();
        return Stream.of(
                        "",
                        right,
                        "Basic " + right,
                        "Bearer",
                        "Bearer " + right + " x",
                        "Bearer " + right + "," + right)
                .map(value -> DynamicTest.dynamicTest(
                        "[%s]".formatted(value.replace(right, "<token>")), () -> assertRefused(value)));
    }

    @Test
    void refusesTwoAuthorizationHeaders() {
        Reply reply = Person.nobody()
                .send(
                        "GET",
                        "/v1/me",
                        new byte[0],
                        "Authorization",
                        "Bearer x",
                        "Authorization",
                        "Bearer " + alice.accessToken());

        assertThat(reply.status()).isEqualTo(401);
    }

    @TestFactory
    Stream<DynamicTest> findsNoPathAroundTheFilter() {
        return Stream.of(
                        "/v1/me",
                        "/%76%31/me",
                        "/v1//me",
                        "//v1/me",
                        "/v1/./me",
                        "/x/../v1/me",
                        "/v1/me/",
                        "/v1/me;a=b",
                        "/v1/%6de")
                .map(path -> DynamicTest.dynamicTest(
                        path,
                        () -> assertThat(Person.nobody().get(path).status()).isIn(401, 404)));
    }

    @Test
    void answersEveryCauseAlike() throws Exception {
        Reply missing = Person.nobody().get("/v1/me");
        Reply expired = me("Bearer " + signed(header, with(claims, "exp", 1)));

        assertThat(missing.text()).isEqualTo(expired.text());
        assertThat(missing.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(missing.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void publishesNoPrivatePart() {
        Reply reply = Person.nobody().get("/.well-known/jwks.json");

        assertThat(reply.json().path("keys")).isNotEmpty().allSatisfy(jwk -> assertThat(jwk.has("d"))
                .isFalse());
        assertThat(reply.json().findValuesAsText("kid")).contains(key.kid());
    }

    private void assertRefused(String authorization) {
        Reply reply = me(authorization);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
        assertThat(reply.problem()).isEqualTo("unauthenticated");
    }

    private static Reply me(String authorization) {
        return Person.nobody().send("GET", "/v1/me", new byte[0], "Authorization", authorization);
    }

    private String signed(Map<String, Object> newHeader, Map<String, Object> newClaims) throws Exception {
        return rawSigned(part(newHeader), part(newClaims));
    }

    /** By the server's own key, whatever header and claims say. */
    private String rawSigned(String headerPart, String claimsPart) throws Exception {
        return headerPart + "." + claimsPart + "." + signature(key.privateKey(), headerPart + "." + claimsPart);
    }

    private static String signedBy(KeyPair pair, Map<String, Object> newHeader, Map<String, Object> newClaims)
            throws Exception {
        String input = part(newHeader) + "." + part(newClaims);
        return input + "." + signature(pair.getPrivate(), input);
    }

    private static String signature(java.security.PrivateKey privateKey, String input) throws Exception {
        java.security.Signature signer = java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
        signer.initSign(privateKey);
        signer.update(input.getBytes(UTF_8));
        return BASE64.encodeToString(signer.sign());
    }

    private String unsigned(Map<String, Object> newHeader) {
        return part(newHeader) + "." + part(claims) + ".";
    }

    private String hmac() throws Exception {
        JsonWebSignature forged = new JsonWebSignature();
        forged.setPayload(new String(Person.json(claims), UTF_8));
        forged.setAlgorithmHeaderValue("HS256");
        forged.setHeader("typ", "at+jwt");
        forged.setKeyIdHeaderValue(key.kid());
        forged.setKey(new HmacKey(PublicJsonWebKey.Factory.newPublicJwk(key.publicJwk())
                .getPublicKey()
                .getEncoded()));
        return forged.getCompactSerialization();
    }

    private byte[] doubledClaim() {
        String json = new String(Person.json(claims), UTF_8);
        return json.replaceFirst("\\{", "{\"sub\":\"" + UUID.randomUUID() + "\",")
                .getBytes(UTF_8);
    }

    private String header(UnaryOperator<String> change) {
        return BASE64.encodeToString(
                change.apply(new String(Person.json(header), UTF_8)).getBytes(UTF_8));
    }

    // 64 bytes are 86 characters, of whose last one only the upper 2 of 6 bits count.
    private static String withOtherLastBits(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
    }

    private static KeyPair freshKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String part(Map<String, Object> members) {
        return BASE64.encodeToString(Person.json(members));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String part) throws Exception {
        return new com.fasterxml.jackson.databind.ObjectMapper()
                .readValue(Base64.getUrlDecoder().decode(part), LinkedHashMap.class);
    }

    private static Map<String, Object> without(Map<String, Object> members, String name) {
        Map<String, Object> changed = new LinkedHashMap<>(members);
        changed.remove(name);
        return changed;
    }
}
