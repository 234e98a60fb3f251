package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.Optional;

/** What is at hand to satisfy a script with. */
public interface WitnessSource<K> {

    /** The key as the script's context has it: 33 bytes, or in tapscript 32. */
    Bytes keyBytes(K key);

    /** A signature with its hash type, as it stands in the witness. */
    Optional<Bytes> signature(K key);

    boolean meets(RelativeLock older);

    boolean meets(AbsoluteLock after);

    /** 32 bytes that hash to {@code hash} under the function that the fragment names, such as {@code sha256}. */
    default Optional<Bytes> preimage(String fragment, Bytes hash) {
        return Optional.empty();
    }
}
