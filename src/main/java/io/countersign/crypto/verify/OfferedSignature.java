package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature that an upload offers for an input, and who can have made it for what.
 *
 * @param key as it is named in the upload, or null where it stands in final scripts
 * @param makers the path that counts before the others
 */
record OfferedSignature(@Nullable Bytes key, Bytes signature, List<Maker> makers) {

    OfferedSignature {
        makers = List.copyOf(makers);
    }

    /** A key on a path. */
    record Maker(ExpectedPath path, ExpectedKey key) {}
}
