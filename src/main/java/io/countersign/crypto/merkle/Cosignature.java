package io.countersign.crypto.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import java.nio.ByteBuffer;

/**
 * A dated signature of a checkpoint (C2SP tlog-cosignature, Ed25519): whoever makes it has seen no larger consistent tree by then.
 *
 * @param time seconds since 1970
 * @param signature 64 bytes
 */
public record Cosignature(long time, Bytes signature) {

    private static final int SIGNATURE_SIZE = 64;

    public Cosignature {
        if (time < 0 || signature.size() != SIGNATURE_SIZE) {
            throw malformed();
        }
    }

    /** Takes the body of a signature line apart: eight bytes of time, then the signature. */
    public static Cosignature parse(Bytes body) {
        if (body.size() != Long.BYTES + SIGNATURE_SIZE) {
            throw malformed();
        }
        return new Cosignature(
                ByteBuffer.wrap(body.slice(0, Long.BYTES).toArray()).getLong(), body.sliceFrom(Long.BYTES));
    }

    /** What is signed. */
    static Bytes message(long time, String text) {
        return Bytes.wrap(("cosignature/v1\ntime " + time + "\n" + text).getBytes(UTF_8));
    }

    Bytes body() {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(time).array()).plus(signature);
    }

    private static MalformedException malformed() {
        return new MalformedException("cosignature", "A cosignature has 8 bytes of time and 64 of signature.");
    }
}
