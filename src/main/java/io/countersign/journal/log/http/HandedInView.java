package io.countersign.journal.log.http;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.ConsistencyProof;
import java.util.List;

/** The proof from a checkpoint that was handed in, of {@code size}, to the newest one, as the wire has it. */
public record HandedInView(long size, long to, List<String> hashes) {

    static HandedInView of(ConsistencyProof proof) {
        return new HandedInView(
                proof.from(),
                proof.to(),
                proof.hashes().stream().map(Bytes32::toHex).toList());
    }
}
