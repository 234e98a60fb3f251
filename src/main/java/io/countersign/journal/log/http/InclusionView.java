package io.countersign.journal.log.http;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.journal.log.Included;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A proof that an entry stands in the log, as the wire has it. */
public record InclusionView(String entry, long index, long size, List<String> hashes, @Nullable String checkpoint) {

    static InclusionView of(Included included) {
        return new InclusionView(
                included.entry().toHex(),
                included.proof().index(),
                included.proof().size(),
                included.proof().hashes().stream().map(Bytes32::toHex).toList(),
                included.checkpoint().map(signed -> signed.note().toString()).orElse(null));
    }
}
