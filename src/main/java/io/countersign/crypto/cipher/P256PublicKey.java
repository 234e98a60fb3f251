package io.countersign.crypto.cipher;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPublicKeySpec;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/** A public key on NIST's P-256: what phones and browsers sign in with. Equal keys are equal points, however they were written. */
public final class P256PublicKey {

    private static final String CURVE = "secp256r1";
    private static final int COMPRESSED_SIZE = 33;
    private static final int UNCOMPRESSED_SIZE = 65;
    private static final int SIGNATURE_SIZE = 64;

    private final Bytes compressed;
    private final PublicKey key;

    private P256PublicKey(Bytes compressed, PublicKey key) {
        this.compressed = compressed;
        this.key = key;
    }

    /** Reads a point as SEC 1 section 2.3.4 writes it: 33 bytes that begin with 02 or 03, or 65 that begin with 04. */
    public static P256PublicKey parse(Bytes sec1) {
        boolean isCompressed = sec1.size() == COMPRESSED_SIZE && (sec1.at(0) == 2 || sec1.at(0) == 3);
        boolean isUncompressed = sec1.size() == UNCOMPRESSED_SIZE && sec1.at(0) == 4;
        if (!isCompressed && !isUncompressed) {
            throw malformed();
        }
        try {
            ECPoint point = SECNamedCurves.getByName(CURVE).getCurve().decodePoint(sec1.toArray());
            return new P256PublicKey(Bytes.wrap(point.getEncoded(true)), jdkKey(point.normalize()));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** The 33 bytes of SEC 1. */
    public Bytes compressed() {
        return compressed;
    }

    /** Whether {@code signature} is r || s (RFC 7518 section 3.4) of exactly 64 bytes over SHA-256 of {@code message}. */
    public boolean verifies(Bytes message, Bytes signature) {
        if (signature.size() != SIGNATURE_SIZE) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(key);
            verifier.update(message.toArray());
            return verifier.verify(signature.toArray());
        } catch (java.security.SignatureException e) {
            // r or s out of range
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ECDSA on P-256 is part of every JDK", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof P256PublicKey same && compressed.equals(same.compressed);
    }

    @Override
    public int hashCode() {
        return compressed.hashCode();
    }

    @Override
    public String toString() {
        return compressed.toHex();
    }

    private static PublicKey jdkKey(ECPoint point) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(CURVE));
            java.security.spec.ECPoint affine = new java.security.spec.ECPoint(
                    point.getAffineXCoord().toBigInteger(),
                    point.getAffineYCoord().toBigInteger());
            ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(affine, curve));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is part of every JDK", e);
        }
    }

    private static MalformedException malformed() {
        return new MalformedException(
                "es256 key",
                "An es256 key is a point of P-256 in SEC 1 form, 33 bytes from 02 or 03 or 65 bytes from 04.");
    }
}
