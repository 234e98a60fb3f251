package io.countersign.proposal;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.verify.ExpectedKey;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.kernel.KeyId;
import io.countersign.proposal.model.ProposalFacts;
import java.util.List;
import java.util.stream.IntStream;

/** Whose signatures are whose. */
record Makers(ProposalFacts facts, ExpectedSpend spend) {

    /** The cosigner at a position; of an aggregate key all who take part, by their positions. */
    List<KeyId> of(int inputIndex, Bytes publicKey, int position) {
        IntStream positions = position == ExpectedKey.OF_SEVERAL
                ? spend.musig().find(inputIndex, publicKey).orElseThrow().participants().stream()
                        .mapToInt(ExpectedKey::position)
                        .sorted()
                : IntStream.of(position);
        return positions.mapToObj(facts.keyIds()::get).toList();
    }
}
