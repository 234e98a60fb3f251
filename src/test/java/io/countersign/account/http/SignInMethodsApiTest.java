package io.countersign.account.http;

import static io.countersign.testing.Person.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.MessageSigner;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.quarkus.test.junit.QuarkusTest;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;

/** Every kind of login key, from the invitation to the sign-in: what serves, and what does not. */
@QuarkusTest
class SignInMethodsApiTest {

    private static final String TOKENS = "/v1/auth/tokens";
    private static final String ACCEPTANCE = "/v1/invitations/acceptance";
    private static final int KEY_BYTES = 32;

    private final Person nobody = Person.nobody();

    @Test
    void signsInByEd25519() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String publicKey = publicKeyOf(pair);
        Map<String, Object> loginKey = Map.of("type", "ed25519", "publicKey", publicKey);
        String account = joined("ed25519", loginKey, text -> ed25519(pair, text));

        assertThat(signIn("ed25519", "publicKey", publicKey, text -> ed25519(pair, text)))
                .satisfies(reply -> assertThat(accountOf(reply.expect(201))).isEqualTo(account));

        for (UnaryOperator<String> wrong : List.<UnaryOperator<String>>of(
                text -> ed25519(pair, text + " "),
                text -> ed25519(pair, text).replaceFirst("^..", "00"),
                // s + L is the same number modulo the order, and no signature of RFC 8032.
                text -> withOrderAdded(ed25519(pair, text)),
                text -> ed25519(pair, text).substring(2),
                text -> "",
                text -> "zz")) {
            signIn("ed25519", "publicKey", publicKey, wrong).refused(401, "sign-in-refused");
        }
        signIn("es256", "publicKey", publicKey, text -> ed25519(pair, text)).refused(401, "sign-in-refused");
    }

    @Test
    void signsInByAnAddressOfADevice() {
        MessageSigner device = MessageSigner.fresh();
        MessageSigner other = MessageSigner.fresh();
        Map<String, Object> loginKey = Map.of("type", "bip322", "address", device.address());
        String account = joined("bip322", loginKey, text -> "smp" + device.simple(text));

        for (UnaryOperator<String> right : List.<UnaryOperator<String>>of(
                device::simple, text -> "smp" + device.simple(text), text -> device.full(text, 0, 0), device::bip137)) {
            assertThat(accountOf(
                            signIn("bip322", "address", device.address(), right).expect(201)))
                    .isEqualTo(account);
        }
        for (UnaryOperator<String> wrong : List.<UnaryOperator<String>>of(
                other::simple,
                other::bip137,
                text -> device.simple(text + " "),
                text -> device.bip137(text + "\n"),
                text -> "pof" + device.simple(text),
                text -> "ful" + device.simple(text),
                text -> device.full(text, 1, 0),
                text -> device.full(text, 0, 10),
                text -> "",
                text -> "00".repeat(64))) {
            signIn("bip322", "address", device.address(), wrong).refused(401, "sign-in-refused");
        }
        signIn("bip322", "address", other.address(), other::simple).refused(401, "sign-in-refused");
        signIn("es256", "address", device.address(), device::simple).refused(401, "sign-in-refused");
    }

    @Test
    void showsAnAddressAsOne() {
        MessageSigner device = MessageSigner.fresh();
        Person alice = Person.named("Alice");
        Reply challenge = challenge("bip322");
        Reply added = alice.post(
                        "/v1/me/login-keys",
                        Map.of(
                                "loginKey", Map.of("type", "bip322", "address", device.address()),
                                "challengeId", challenge.get("challengeId"),
                                "signature", device.bip137(challenge.get("message"))))
                .expect(201);

        assertThat(added.get("address")).isEqualTo(device.address());
        assertThat(added.json().has("publicKey")).isFalse();
        assertThat(added.get("type")).isEqualTo("bip322");
    }

    @Test
    void takesBothEncodingsOfAPointAsOneKey() {
        Person alice = Person.named("Alice");
        String uncompressed = HexFormat.of()
                .formatHex(CustomNamedCurves.getByName("P-256")
                        .getCurve()
                        .decodePoint(HexFormat.of().parseHex(alice.publicKey()))
                        .getEncoded(false));
        assertThat(uncompressed).startsWith("04").hasSize(130);

        Reply signedIn = nobody.postPlain(TOKENS, with(alice.signIn(), "publicKey", uncompressed))
                .expect(201);
        assertThat(accountOf(signedIn)).isEqualTo(alice.id());
        Map<String, Object> again =
                with(alice.asLoginKey(), "loginKey", Map.of("type", "es256", "publicKey", uncompressed));
        Person.named("Bob").post("/v1/me/login-keys", again).refused(409, "login-key-bound");
        Person carol = Person.nobody();
        Map<String, Object> body = carol.acceptance(code(), "Carol");
        String point = HexFormat.of()
                .formatHex(CustomNamedCurves.getByName("P-256")
                        .getCurve()
                        .decodePoint(HexFormat.of().parseHex(carol.publicKey()))
                        .getEncoded(false));
        nobody.postPlain(ACCEPTANCE, with(body, "loginKey", Map.of("type", "es256", "publicKey", point)))
                .expect(201);
        JsonNode keys = carol.signedInAgain().get("/v1/me").json().path("loginKeys");
        assertThat(keys.get(0).path("publicKey").asText()).isEqualTo(carol.publicKey());
    }

    @Test
    void refusesLoginKeysThatAreNone() {
        Person alice = Person.named("Alice");
        String compressed = alice.publicKey();
        for (Map<String, String> none : List.of(
                Map.of("type", "es256", "publicKey", "02" + "ff".repeat(32)),
                Map.of("type", "es256", "publicKey", "05" + compressed.substring(2)),
                Map.of("type", "es256", "publicKey", "06" + compressed.substring(2) + "00".repeat(32)),
                Map.of("type", "es256", "publicKey", "00"),
                Map.of("type", "es256", "publicKey", "zz"),
                Map.of("type", "ed25519", "publicKey", compressed),
                Map.of("type", "bip322", "address", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
                Map.of("type", "bip322", "address", "nowhere"),
                Map.of("type", "secp256k1", "publicKey", compressed))) {
            alice.post("/v1/me/login-keys", with(Person.nobody().asLoginKey(), "loginKey", none))
                    .refused(422, "login-key-malformed");
        }
        for (Map<String, String> malformed : List.of(
                Map.of("type", "es256"),
                Map.of("type", "bip322", "publicKey", compressed),
                Map.of("type", "es256", "address", "x", "publicKey", compressed),
                Map.of("publicKey", compressed))) {
            alice.post("/v1/me/login-keys", with(Person.nobody().asLoginKey(), "loginKey", malformed))
                    .refused(400, "malformed-body");
        }
        nobody.postPlain(TOKENS, with(alice.signIn(), "address", "x")).refused(400, "malformed-body");
    }

    private String joined(String method, Map<String, Object> loginKey, UnaryOperator<String> signer) {
        Reply challenge = challenge(method);
        return accountOf(nobody.postPlain(
                        ACCEPTANCE,
                        Map.of(
                                "code", code(),
                                "displayName", "Somebody",
                                "loginKey", loginKey,
                                "challengeId", challenge.get("challengeId"),
                                "signature", signer.apply(challenge.get("message"))))
                .expect(201));
    }

    private Reply signIn(String method, String member, String key, UnaryOperator<String> signer) {
        Reply challenge = challenge(method);
        return nobody.postPlain(
                TOKENS,
                Map.of(
                        "challengeId",
                        challenge.get("challengeId"),
                        member,
                        key,
                        "signature",
                        signer.apply(challenge.get("message"))));
    }

    private Reply challenge(String method) {
        return nobody.postPlain("/v1/auth/challenges", Map.of("method", method)).expect(201);
    }

    private static String code() {
        return Person.operator()
                .post("/v1/invitations", Map.of("role", "member"))
                .get("code");
    }

    private static String accountOf(Reply reply) {
        return reply.json().path("account").path("id").asText();
    }

    /** The last 32 bytes of the key's X.509 form (RFC 8410). */
    private static String publicKeyOf(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return HexFormat.of().formatHex(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
    }

    private static String ed25519(KeyPair pair, String text) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** L is 2^252 + 27742317777372353535851937790883648493 (RFC 8032 section 5.1); s stands little-endian behind R. */
    private static String withOrderAdded(String signature) {
        byte[] bytes = HexFormat.of().parseHex(signature);
        byte[] littleEndian = Arrays.copyOfRange(bytes, KEY_BYTES, bytes.length);
        byte[] sum = new java.math.BigInteger(1, reversed(littleEndian))
                .add(java.math.BigInteger.TWO.pow(252))
                .add(new java.math.BigInteger("27742317777372353535851937790883648493"))
                .toByteArray();
        byte[] padded = new byte[KEY_BYTES];
        System.arraycopy(sum, 0, padded, KEY_BYTES - sum.length, sum.length);
        System.arraycopy(reversed(padded), 0, bytes, KEY_BYTES, KEY_BYTES);
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }
}
