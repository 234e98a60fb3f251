package io.countersign.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.HexFormat;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * An ES256 login key as a phone keeps one, made from a word so that every test finds the same. The JDK signs.
 *
 * @param publicKey the compressed SEC1 point in hex
 */
public record LoginKey(String publicKey, PrivateKey privateKey) {

    public static LoginKey of(String word) {
        var curve = CustomNamedCurves.getByName("P-256");
        BigInteger secret = new BigInteger(1, Hash.sha256(word.getBytes(StandardCharsets.UTF_8))).mod(curve.getN());
        byte[] point =
                new FixedPointCombMultiplier().multiply(curve.getG(), secret).getEncoded(true);
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            var spec = new ECPrivateKeySpec(secret, parameters.getParameterSpec(ECParameterSpec.class));
            return new LoginKey(
                    HexFormat.of().formatHex(point),
                    KeyFactory.getInstance("EC").generatePrivate(spec));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** r || s in hex over the UTF-8 bytes of {@code text}. */
    public String sign(String text) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(privateKey);
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
