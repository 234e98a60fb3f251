package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.sighash.LegacySighash;
import io.countersign.crypto.sighash.SegwitV0Sighash;
import io.countersign.crypto.sighash.SighashType;

/** What the inputs of a spend sign, by the server's own amounts and scripts. The parts they share are hashed once. */
final class SpendSighashes {

    private final ExpectedSpend spend;
    private final SegwitV0Sighash segwit;

    SpendSighashes(ExpectedSpend spend) {
        this.spend = spend;
        this.segwit = SegwitV0Sighash.of(spend.unsigned());
    }

    /** The hash for SIGHASH_ALL, the only type that is taken. */
    Bytes32 ofInput(int index) {
        ExpectedInput input = spend.inputs().get(index);
        return input.kind().isSegwit()
                ? segwit.hash(index, input.script(), input.coin().amount(), SighashType.ALL)
                : LegacySighash.hash(spend.unsigned(), index, input.script(), SighashType.ALL);
    }
}
