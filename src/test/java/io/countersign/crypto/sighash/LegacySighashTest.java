package io.countersign.crypto.sighash;

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

class LegacySighashTest {

    private static final Transaction TWO_INPUTS_ONE_OUTPUT =
            new Transaction(2, List.of(input(0), input(1)), List.of(new TxOutput(1000, Bytes.ofHex("6a"))), 0);

    private static TxInput input(long vout) {
        return TxInput.unsigned(new Outpoint(new Txid(Bytes32.ofHex("11".repeat(32))), vout), 0xfffffffdL);
    }

    @Test
    void singleWithoutItsOutputSignsTheNumberOne() {
        Bytes32 hash = LegacySighash.hash(TWO_INPUTS_ONE_OUTPUT, 1, Bytes.ofHex("51"), SighashType.SINGLE);

        assertThat(hash.toHex()).isEqualTo("01" + "00".repeat(31));
    }

    @Test
    void codeSeparatorInsideAPushStays() {
        assertThat(CodeSeparators.removedFrom(Bytes.ofHex("ab02abab51ab"))).isEqualTo(Bytes.ofHex("02abab51"));
    }

    @Test
    void pushBeyondTheEndIsHashedAsItStands() {
        assertThat(CodeSeparators.removedFrom(Bytes.ofHex("ab05abab"))).isEqualTo(Bytes.ofHex("05abab"));
        assertThat(CodeSeparators.removedFrom(Bytes.ofHex("ab4effffffffab"))).isEqualTo(Bytes.ofHex("4effffffffab"));
        assertThat(CodeSeparators.removedFrom(Bytes.ofHex("4dab"))).isEqualTo(Bytes.ofHex("4dab"));
    }
}
