package io.countersign.crypto.script;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.InputLocks;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the signatures of one way to satisfy a script lie on its stack. Stacks are given from the bottom, without the script itself; keys
 * are the bytes that stand in the script (33, or 32 in a leaf).
 */
public interface StackLayout {

    /** The stack from what has been signed, always the same of the same signatures; empty where they do not suffice. */
    Optional<List<Bytes>> satisfied(Map<Bytes, Bytes> signatures);

    /** The same for a transaction that says this of time: who could use more time locks than a path needs decides what is malleable. */
    default StackLayout under(InputLocks locks) {
        return this;
    }

    /** A stack as large as it can become, with signatures of so many bytes. */
    List<Bytes> largest(int signatureSize);

    /** The signatures in a finished stack; empty where it is not of this form. */
    Optional<List<PlacedSignature>> signaturesIn(List<Bytes> stack);

    /** A signature, and the keys of which one must have made it to stand where it stands. */
    record PlacedSignature(Bytes signature, List<Bytes> keys) {
        public PlacedSignature {
            keys = List.copyOf(keys);
        }
    }
}
