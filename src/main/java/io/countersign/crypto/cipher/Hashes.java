package io.countersign.crypto.cipher;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** The hash functions that Bitcoin's standards name. */
public final class Hashes {

    private static final Map<String, Bytes> TAG_PREFIXES = new ConcurrentHashMap<>();

    private static final MessageDigest FRESH_SHA256 = freshSha256();

    private Hashes() {}

    public static Bytes32 sha256(Bytes data) {
        return Bytes32.wrap(newSha256().digest(data.toArray()));
    }

    /** SHA-256 of SHA-256: txids, BIP143 hashes, Base58 checksums. */
    public static Bytes32 doubleSha256(Bytes data) {
        MessageDigest sha256 = newSha256();
        return Bytes32.wrap(sha256.digest(sha256.digest(data.toArray())));
    }

    /** RIPEMD-160 of SHA-256: 20 bytes. */
    public static Bytes hash160(Bytes data) {
        return ripemd160(sha256(data).bytes());
    }

    public static Bytes ripemd160(Bytes data) {
        RIPEMD160Digest digest = new RIPEMD160Digest();
        digest.update(data.toArray(), 0, data.size());
        byte[] hash = new byte[20];
        digest.doFinal(hash, 0);
        return Bytes.wrap(hash);
    }

    /** BIP340, "Design": SHA-256(SHA-256(tag) || SHA-256(tag) || data). */
    public static Bytes32 tagged(String tag, Bytes data) {
        Bytes prefix = TAG_PREFIXES.computeIfAbsent(tag, name -> {
            Bytes hash = sha256(Bytes.wrap(name.getBytes(US_ASCII))).bytes();
            return hash.plus(hash);
        });
        MessageDigest sha256 = newSha256();
        sha256.update(prefix.toArray());
        return Bytes32.wrap(sha256.digest(data.toArray()));
    }

    /** HMAC-SHA512: 64 bytes. BIP32 derives with it. */
    public static Bytes hmacSha512(Bytes key, Bytes data) {
        return hmac("HmacSHA512", key, data);
    }

    /** HMAC-SHA256: 32 bytes. Standard Webhooks sign with it. */
    public static Bytes hmacSha256(Bytes key, Bytes data) {
        return hmac("HmacSHA256", key, data);
    }

    private static Bytes hmac(String algorithm, Bytes key, Bytes data) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.toArray(), algorithm));
            return Bytes.wrap(mac.doFinal(data.toArray()));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is part of every JDK", e);
        }
    }

    private static MessageDigest newSha256() {
        try {
            // A copy costs less than a look through the security providers; the original is never fed.
            return (MessageDigest) FRESH_SHA256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
        }
    }

    private static MessageDigest freshSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
