package io.countersign.platform.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.platform.time.Randomness;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the server's own secrets for the database: AES-256-GCM with a random nonce, under a key derived for the context, which is
 * authenticated too. What was sealed for one context can't be opened in another.
 */
public final class KeyEncryptionKey implements Sealer {

    public static final int SIZE = 32;

    private static final byte VERSION = 1;
    private static final int NONCE_SIZE = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_SIZE = 1 + NONCE_SIZE;
    private static final String DERIVATION = "countersign seal 1\n";

    private final SecretKeySpec root;
    private final Randomness randomness;

    KeyEncryptionKey(byte[] key, Randomness randomness) {
        if (key.length != SIZE) {
            throw new IllegalArgumentException("A key-encryption key has 32 bytes, not %d.".formatted(key.length));
        }
        this.root = new SecretKeySpec(key, "HmacSHA256");
        this.randomness = randomness;
    }

    /** Version, nonce, ciphertext and tag: 29 bytes longer than {@code plain}. */
    @Override
    public byte[] seal(byte[] plain, String context) {
        byte[] nonce = randomness.bytes(NONCE_SIZE);
        byte[] encrypted = run(Cipher.ENCRYPT_MODE, nonce, plain, context);
        return ByteBuffer.allocate(HEADER_SIZE + encrypted.length)
                .put(VERSION)
                .put(nonce)
                .put(encrypted)
                .array();
    }

    /**
     * What {@link #seal} was given.
     *
     * @throws IllegalArgumentException if it was sealed under another key or for another context, or was changed since
     */
    @Override
    public byte[] open(byte[] sealed, String context) {
        if (sealed.length < HEADER_SIZE + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
            throw new IllegalArgumentException("The value for '%s' was not sealed by this version.".formatted(context));
        }
        ByteBuffer buffer = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        byte[] nonce = new byte[NONCE_SIZE];
        byte[] encrypted = new byte[sealed.length - HEADER_SIZE];
        buffer.get(nonce).get(encrypted);
        return run(Cipher.DECRYPT_MODE, nonce, encrypted, context);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, String context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keyFor(context), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The value for '%s' can't be opened with this key.".formatted(context), e);
        }
    }

    // A key for each context keeps the number of random nonces under any one key far below the 2^32 of NIST SP 800-38D,
    // section 8.3.
    private SecretKeySpec keyFor(String context) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(root);
        return new SecretKeySpec(mac.doFinal((DERIVATION + context).getBytes(UTF_8)), "AES");
    }
}
