package io.countersign.journal.log;

import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.ConsistencyProof;
import io.countersign.crypto.merkle.SignedNote;

/** What a witness is asked: to cosign a checkpoint that provably goes on from the one it cosigned last ("add-checkpoint"). */
record WitnessRequest(ConsistencyProof proof, SignedNote checkpoint) {

    String body() {
        StringBuilder body = new StringBuilder("old ").append(proof.from()).append('\n');
        for (Bytes32 hash : proof.hashes()) {
            body.append(Base64Text.encode(hash.bytes())).append('\n');
        }
        return body.append('\n').append(checkpoint).toString();
    }
}
