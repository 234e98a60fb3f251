package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relative locks (BIP68). Absolute ones are tried in {@code StandardnessTest}. */
class FinalityTest {

    private static final NextBlock NEXT = new NextBlock(800_000, 1_700_000_000);

    /** 10 confirmations; the block before the coin's has a median time past of 5,120 s, 10 units of 512 s, before the tip's. */
    @ParameterizedTest
    @CsvSource({
        "0, true",
        "10, true",
        "11, false",
        "65546, true",
        "4194304, true",
        "4194314, true",
        "4194315, false",
        "2147483659, true",
        "4294967295, true"
    })
    void judgesLocksByBlocksAndByTime(long sequence, boolean isMet) {
        assertThat(Finality.meetsRelativeLocks(
                        spend(2, sequence), List.of(new CoinAge(10, 1_700_000_000 - 5_120)), NEXT))
                .isEqualTo(isMet);
        assertThat(Finality.meetsRelativeLocks(spend(1, sequence), List.of(new CoinAge(0, 0)), NEXT))
                .isTrue();
    }

    @Test
    void letsNoLockPassWhoseTimeIsNotKnownOrHasNotBegun() {
        assertThat(Finality.meetsRelativeLocks(spend(2, 4_194_305), List.of(CoinAge.ofConfirmations(500)), NEXT))
                .isFalse();
        assertThat(Finality.meetsRelativeLocks(spend(2, 4_194_305), List.of(new CoinAge(0, 0)), NEXT))
                .isFalse();
        assertThat(Finality.meetsRelativeLocks(spend(2, 1), List.of(new CoinAge(0, 0)), NEXT))
                .isFalse();
    }

    private static Transaction spend(int version, long sequence) {
        Outpoint coin = new Outpoint(new Txid(Bytes32.ofHex("11".repeat(32))), 0);
        return new Transaction(
                version,
                List.of(TxInput.unsigned(coin, sequence)),
                List.of(new TxOutput(1_000, Bytes.ofHex("0014" + "22".repeat(20)))),
                0);
    }
}
