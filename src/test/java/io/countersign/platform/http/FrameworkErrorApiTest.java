package io.countersign.platform.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the framework refuses by itself is problem+json too, and judged in the contract's order. */
@QuarkusTest
class FrameworkErrorApiTest {

    private static final byte[] TOO_LARGE = new byte[2 * 1024 * 1024 + 1];

    private Person alice;

    @BeforeEach
    void signIn() {
        alice = alice == null ? Person.named("Alice") : alice;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nothing", "/v1", "/v1/", "/nothing", "/v1/wallets/none/members", "/.well-known/none"})
    void answersUnknownPathsByAProblem(String path) {
        assertProblem(alice.get(path), 404, "not-found");
    }

    @Test
    void answersPathsOutsideTheInterfaceWithoutAskingWhoCalls() {
        assertProblem(Person.nobody().get("/nothing"), 404, "not-found");
        assertProblem(Person.nobody().get("/v1/nothing"), 401, "unauthenticated");
        assertProblem(Person.nobody().get("/v1/auth/challenges"), 401, "unauthenticated");
    }

    @Test
    void answersWrongMethodsByAProblem() {
        assertProblem(alice.put("/v1/me", Map.of()), 405, "method-not-allowed");
        assertProblem(alice.delete("/v1/auth/challenges"), 405, "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PATCH", "FOO"})
    void answersMethodsThatAreNoneByAProblem(String method) {
        assertProblem(alice.send(method, "/v1/me", new byte[0]), 405, "method-not-allowed");
        assertProblem(alice.send(method, "/v1/wallets/" + alice.id(), new byte[0]), 405, "method-not-allowed");
        assertProblem(alice.send(method, "/v1/nothing", new byte[0]), 404, "not-found");
        assertProblem(Person.nobody().send(method, "/v1/me", new byte[0]), 401, "unauthenticated");
    }

    @Test
    void tellsTheMethodsOfAResourceToWhoMayAsk() {
        Reply options = alice.send("OPTIONS", "/v1/me", new byte[0]);
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.header("Allow")).contains("GET");
        assertProblem(alice.send("OPTIONS", "/v1/nothing", new byte[0]), 404, "not-found");
        assertProblem(Person.nobody().send("OPTIONS", "/v1/me", new byte[0]), 401, "unauthenticated");
    }

    @Test
    void answersHeadAsGetWithoutTheBody() {
        Reply head = alice.send("HEAD", "/v1/me", new byte[0]);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
        assertThat(head.etag()).isEqualTo(alice.get("/v1/me").etag());
        for (Reply refused : List.of(
                alice.send("HEAD", "/v1/nothing", new byte[0]),
                alice.send("HEAD", "/v1/wallets/none", new byte[0]),
                Person.nobody().send("HEAD", "/v1/me", new byte[0]))) {
            assertThat(refused.status()).isIn(401, 404);
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.bytes()).isEmpty();
        }
    }

    /** What no database can hold is no 500, wherever it stands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/wallets/%00",
                "/v1/wallets/%ED%A0%80",
                "/v1/proposals/%00",
                "/v1/invitations/%00",
                "/v1/me/login-keys/%00",
                "/v1/development/transactions/%00",
                "/v1/wallets?cursor=%00",
                "/v1/wallets?cursor=%ED%A0%80",
                "/v1/wallets?limit=%00",
                "/v1/wallets?wait=%00",
                "/v1/events?after=%00",
                "/v1/events?types=%00",
                "/v1/events?cursor=%00",
                "/v1/%00",
                "/v1/log/tile/0/%00",
                "/v1/log/proofs/inclusion?entry=%00",
                "/v1/log/entries?from=%00"
            })
    void answersTextsThatAreNoneByAProblem(String path) {
        Reply reply = alice.get(path);
        assertThat(reply.status()).as(reply.toString()).isIn(200, 400, 404);
        if (reply.status() != 200) {
            assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // In hex: bare 80, overlong U+0000, half a surrogate pair and a pair as CESU-8 has them, cut off,
                // beyond U+10FFFF.
                "7b226d6574686f64223a22802273227d",
                "7b226d6574686f64223a22c08022227d",
                "7b226d6574686f64223a22eda080227d",
                "7b226d6574686f64223a22eda080edb080227d",
                "7b226d6574686f64223a22e282227d",
                "7b226d6574686f64223a22f5808080227d",
                // The right body in UTF-16, and in UTF-8 behind a byte order mark.
                "feff007b0022006d006500740068006f00640022003a0022006500730032003500360022007d",
                "efbbbf7b226d6574686f64223a226573323536227d"
            })
    void answersBodiesThatAreNotUtf8ByAProblem(String hex) {
        assertProblem(
                Person.nobody().post("/v1/auth/challenges", HexFormat.of().parseHex(hex), "application/json"),
                400,
                "malformed-body");
    }

    @Test
    void answersWrongMediaTypesByAProblem() {
        assertProblem(
                alice.post("/v1/auth/challenges", "x".getBytes(US_ASCII), "text/plain"), 415, "unsupported-media-type");
        assertProblem(
                alice.post("/v1/me/login-keys", "x".getBytes(US_ASCII), "image/png"), 415, "unsupported-media-type");
        Reply encoded = alice.post(
                "/v1/auth/challenges",
                "{\"method\":\"es256\"}".getBytes(US_ASCII),
                "application/json",
                "Content-Encoding",
                "gzip");
        assertProblem(encoded, 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "\"es256\"",
                "{\"method\":\"es256\",\"method\":\"es256\"}",
                "{\"method\":\"es256\",\"more\":1}",
                "{\"method\":1}",
                "{\"method\":\"es256\"} {}",
                "{}",
                "{\"method\":null}",
                "{\"method\":\"rsa\"}",
                "{\"method\":{}}",
                "{\"method\":\"\\u0000\"}",
                "{\"method\":\"\\ud800\"}",
                "{\"method\":\"es256\",\"\\u0000\":1}",
                "{\"method\":\"es256\",\"a\\udc00\":{}}"
            })
    void answersBodiesThatAreNoneByAProblem(String body) {
        assertProblem(
                Person.nobody().post("/v1/auth/challenges", body.getBytes(US_ASCII), "application/json"),
                400,
                "malformed-body");
    }

    @Test
    void answersBodiesThatAreTooLargeBeforeAnythingElse() throws IOException {
        assertProblem(Person.nobody().post("/v1/me/login-keys", TOO_LARGE, "application/json"), 413, "body-too-large");
        assertProblem(alice.post("/v1/nothing", TOO_LARGE, "image/png"), 413, "body-too-large");
        assertThat(chunked())
                .startsWith("HTTP/1.1 413 ")
                .contains("application/problem+json")
                .contains("body-too-large");
    }

    @Test
    void judgesTheKeyBeforeTheMediaTypeBeforeTheBody() {
        String path = "/v1/me/login-keys";
        byte[] body = "{".getBytes(US_ASCII);

        assertProblem(Person.nobody().send("POST", path, body, "Content-Type", "text/plain"), 401, "unauthenticated");
        assertProblem(alice.send("POST", path, body, "Content-Type", "text/plain"), 400, "idempotency-key-missing");
        assertProblem(
                alice.post(path, body, "text/plain", "Idempotency-Key", "x".repeat(256)),
                400,
                "idempotency-key-malformed");
        assertProblem(alice.post(path, body, "text/plain"), 415, "unsupported-media-type");
        assertProblem(alice.post(path, body, "application/json"), 400, "malformed-body");
    }

    @Test
    void refusesAnotherBodyUnderTheSameKey() {
        String key = UUID.randomUUID().toString();
        byte[] es256 = "{\"method\":\"es256\"}".getBytes(US_ASCII);
        byte[] ed25519 = "{\"method\":\"ed25519\"}".getBytes(US_ASCII);

        Reply first = Person.nobody().post("/v1/auth/challenges", es256, "application/json", "Idempotency-Key", key);
        Reply again = Person.nobody().post("/v1/auth/challenges", es256, "application/json", "Idempotency-Key", key);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertProblem(
                Person.nobody().post("/v1/auth/challenges", ed25519, "application/json", "Idempotency-Key", key),
                422,
                "idempotency-key-reused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"501", "4294967296", "99999999999999999999999999"})
    void takesALimitAboveTheMostForTheMost(String limit) {
        assertThat(alice.get("/v1/wallets?limit=" + limit).status()).isEqualTo(200);
        assertProblem(alice.get("/v1/wallets?limit=0000"), 400, "malformed-query");
    }

    @Test
    void letsPagesOfAllowedOriginsReadWhatTheyNeed() {
        Reply allowed = alice.get("/v1/me", "Origin", "https://pages.example");
        assertThat(allowed.header("Access-Control-Expose-Headers").replace(" ", ""))
                .isEqualTo("ETag,Location,Retry-After");
        assertThat(alice.get("/v1/me").header("Access-Control-Expose-Headers")).isEmpty();
    }

    @Test
    void letsNobodyKeepAnswersThatHoldASecret() {
        Reply webhook = alice.post("/v1/webhooks", Map.of("url", "https://example.com/hook"));
        assertThat(webhook.get("secret")).startsWith("whsec_");
        assertThat(webhook.header("Cache-Control")).isEqualTo("no-store");
        assertThat(alice.get("/v1/webhooks").header("Cache-Control")).isEmpty();
    }

    @Test
    void refusesWaitsThatAreNone() {
        assertProblem(alice.get("/v1/me?wait=61"), 400, "malformed-query");
        assertProblem(alice.get("/v1/me?wait=x"), 400, "malformed-query");
        assertThat(alice.get("/v1/me?wait=30").status()).isEqualTo(200);
        assertThat(Person.nobody()
                        .get("/.well-known/jwks.json?wait=1", "If-None-Match", "\"x\"")
                        .status())
                .isEqualTo(200);
    }

    /** A body without a declared length that goes on for longer than is taken. */
    private static String chunked() throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write("POST /v1/me/login-keys HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(US_ASCII));
            byte[] chunk = new byte[64 * 1024];
            try {
                for (int i = 0; i < 64; i++) {
                    out.write("10000\r\n".getBytes(US_ASCII));
                    out.write(chunk);
                    out.write("\r\n".getBytes(US_ASCII));
                }
            } catch (IOException closed) {
                // The server has had enough; what it said can still be read.
            }
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), US_ASCII);
        }
    }

    private static void assertProblem(Reply reply, int status, String slug) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.problem()).isEqualTo(slug);
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.get("instance")).startsWith("/");
    }
}
