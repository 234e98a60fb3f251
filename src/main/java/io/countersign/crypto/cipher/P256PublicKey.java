package io.countersign.crypto.cipher;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import java.math.BigInteger;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;

/** A public key on NIST's P-256: what phones and browsers sign in with. Equal keys are equal points, however they were written. */
public final class P256PublicKey {

    private static final ECDomainParameters DOMAIN = new ECDomainParameters(SECNamedCurves.getByName("secp256r1"));
    private static final int COMPRESSED_SIZE = 33;
    private static final int UNCOMPRESSED_SIZE = 65;
    private static final int SIGNATURE_SIZE = 64;

    private final Bytes compressed;
    private final ECPublicKeyParameters key;

    private P256PublicKey(Bytes compressed, ECPublicKeyParameters key) {
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
            ECPoint point = DOMAIN.getCurve().decodePoint(sec1.toArray());
            return new P256PublicKey(Bytes.wrap(point.getEncoded(true)), new ECPublicKeyParameters(point, DOMAIN));
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
        // The JDK's own verifier is wrong where the point's x lies above the group order, as Wycheproof's cases show.
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(
                Hashes.sha256(message).toArray(), number(signature.slice(0, 32)), number(signature.sliceFrom(32)));
    }

    private static BigInteger number(Bytes bytes) {
        return new BigInteger(1, bytes.toArray());
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

    private static MalformedException malformed() {
        return new MalformedException(
                "es256 key",
                "An es256 key is a point of P-256 in SEC 1 form, 33 bytes from 02 or 03 or 65 bytes from 04.");
    }
}
