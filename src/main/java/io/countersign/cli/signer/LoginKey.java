package io.countersign.cli.signer;

import io.countersign.crypto.bytes.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** An {@code es256} login key, as a cosigner's phone or browser makes one. */
public final class LoginKey {

    /** No other text that a login key signs begins so: a server could else get a signature meant for another purpose. */
    private static final Pattern SIGN_IN = Pattern.compile(
            "Countersign sign-in at \\S+ nonce [0-9a-f]{32} expires \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    private final PrivateKey secret;
    private final Bytes publicKey;

    private LoginKey(PrivateKey secret, Bytes publicKey) {
        this.secret = secret;
        this.publicKey = publicKey;
    }

    public static LoginKey make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new LoginKey(pair.getPrivate(), compressed((ECPublicKey) pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is part of every JDK", e);
        }
    }

    /** Reads what {@link #lines} wrote. */
    static LoginKey read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        try {
            byte[] encoded = Base64.getDecoder().decode(lines.get(1));
            PrivateKey secret = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new LoginKey(secret, Bytes.ofHex(lines.get(0)));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Without the cause: it could quote the key.
            throw new SigningRefusedException("%s is no file that the command login-key made.".formatted(file));
        }
    }

    /** The public key in hex, and the private key (PKCS #8) in base64. */
    String lines() {
        return publicKeyHex() + "\n" + Base64.getEncoder().encodeToString(secret.getEncoded()) + "\n";
    }

    /** The compressed SEC1 point. */
    public String publicKeyHex() {
        return publicKey.toHex();
    }

    /** r || s in hex over a sign-in challenge; any other text is refused. */
    public String signIn(String message) {
        if (!SIGN_IN.matcher(message).matches()) {
            throw new SigningRefusedException(
                    "This is no sign-in challenge. A login key signs nothing else for signing in: "
                            + "Countersign sign-in at <public-url> nonce <32 hex> expires <time>.");
        }
        return sign(message).toHex();
    }

    private Bytes sign(String message) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(secret);
            signature.update(message.getBytes(StandardCharsets.UTF_8));
            return Bytes.wrap(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ES256 is part of every JDK", e);
        }
    }

    private static Bytes compressed(ECPublicKey key) {
        BigInteger y = key.getW().getAffineY();
        Bytes prefix = Bytes.wrap(new byte[] {(byte) (y.testBit(0) ? 3 : 2)});
        return prefix.plus(Bytes.ofHex("%064x".formatted(key.getW().getAffineX())));
    }
}
