package io.countersign.platform.identity;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.platform.config.Sealer;
import io.countersign.platform.identity.store.StoredSigningKey;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.HashUtil;
import org.jose4j.lang.JoseException;

/** Makes signing keys, and turns them into rows and back: the private part as PKCS #8, encrypted for its row. */
@Singleton
class SigningKeyCodec {

    private final Sealer sealer;

    SigningKeyCodec(Sealer sealer) {
        this.sealer = sealer;
    }

    StoredSigningKey make(int generation, Instant now, Instant signsFrom) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            EllipticCurveJsonWebKey jwk = new EllipticCurveJsonWebKey((ECPublicKey) pair.getPublic());
            String kid = jwk.calculateBase64urlEncodedThumbprint(HashUtil.SHA_256);
            jwk.setKeyId(kid);
            jwk.setUse("sig");
            jwk.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            byte[] sealed = sealer.seal(pair.getPrivate().getEncoded(), context(kid));
            return new StoredSigningKey(generation, kid, jwk.toJson(), Bytes.wrap(sealed), now, signsFrom);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is part of every JDK", e);
        }
    }

    SigningKey open(StoredSigningKey row) {
        try {
            byte[] encoded = sealer.open(row.sealedPrivate().toArray(), context(row.kid()));
            PrivateKey privateKey = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(row.publicJwk());
            return new SigningKey(
                    row.generation(),
                    row.kid(),
                    row.publicJwk(),
                    jwk.getPublicKey(),
                    privateKey,
                    row.createdAt(),
                    row.signsFrom());
        } catch (GeneralSecurityException | JoseException e) {
            throw new IllegalStateException("the signing key %s can't be read".formatted(row.kid()), e);
        }
    }

    private static String context(String kid) {
        return "signing_key/" + kid;
    }
}
