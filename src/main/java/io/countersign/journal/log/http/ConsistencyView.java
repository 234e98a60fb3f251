package io.countersign.journal.log.http;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.ConsistencyProof;
import java.util.List;

/** A proof that the log only grew from one size to another, as the wire has it. */
public record ConsistencyView(long from, long to, List<String> hashes) {

    static ConsistencyView of(ConsistencyProof proof) {
        return new ConsistencyView(
                proof.from(),
                proof.to(),
                proof.hashes().stream().map(Bytes32::toHex).toList());
    }
}
