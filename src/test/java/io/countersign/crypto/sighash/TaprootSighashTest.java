package io.countersign.crypto.sighash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.SigVersion;
import fr.acinq.bitcoin.TxOut;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.testing.Kmp;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaprootSighashTest {

    private static final List<Integer> TYPES = List.of(0x00, 0x01, 0x02, 0x03, 0x81, 0x82, 0x83);

    static IntStream spends() {
        return IntStream.range(0, 60);
    }

    /** BIP342 has no vectors of its own: the script path, the annex and code separators are asked of bitcoin-kmp. */
    @ParameterizedTest
    @MethodSource("spends")
    void agreesWithBitcoinKmp(int seed) {
        Random random = new Random(seed);
        int inputs = 1 + random.nextInt(5);
        List<TxOutput> spent =
                IntStream.range(0, inputs).mapToObj(i -> output(random)).toList();
        Transaction transaction = transaction(random, inputs);
        List<TxOut> theirs = spent.stream()
                .map(coin ->
                        new TxOut(new Satoshi(coin.amountSat()), coin.script().toArray()))
                .toList();
        for (int type : TYPES) {
            int index = random.nextInt(inputs);
            boolean isSingleOutOfRange =
                    type % 0x80 == 3 && index >= transaction.outputs().size();
            if (!isSingleOutOfRange) {
                for (int form = 0; form < 4; form++) {
                    Bytes annex = form % 2 == 0 ? null : Bytes.ofHex("50").plus(bytes(random, random.nextInt(300)));
                    Bytes32 leaf = form < 2 ? null : new Bytes32(bytes(random, 32));
                    long separator = random.nextBoolean() ? 0xffffffffL : random.nextInt(1000);
                    Bytes32 ours = TaprootSighash.of(transaction, spent)
                            .hash(index, new SighashType(type), annex, leaf, separator);
                    assertThat(ours).isEqualTo(theirHash(transaction, theirs, index, type, annex, leaf, separator));
                }
            }
        }
    }

    @Test
    void namesTheTwoWaysToSpend() {
        Random random = new Random(1);
        Transaction transaction = transaction(random, 2);
        TaprootSighash sighash = TaprootSighash.of(transaction, List.of(output(random), output(random)));
        Bytes32 leaf = new Bytes32(bytes(random, 32));

        assertThat(sighash.ofKeyPath(1, SighashType.ALL))
                .isEqualTo(sighash.hash(1, SighashType.ALL, null, null, 0xffffffffL))
                .isNotEqualTo(sighash.ofKeyPath(1, SighashType.DEFAULT));
        assertThat(sighash.ofLeaf(1, SighashType.DEFAULT, leaf))
                .isEqualTo(sighash.hash(1, SighashType.DEFAULT, null, leaf, 0xffffffffL));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x1f, 0x80, 0x84, 0xff, 0x100, 0x101, -1})
    void refusesTypesThatTaprootDoesNotKnow(int type) {
        TaprootSighash sighash = TaprootSighash.of(transaction(new Random(2), 1), List.of(output(new Random(3))));

        assertThatThrownBy(() -> sighash.ofKeyPath(0, new SighashType(type))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x03, 0x83})
    void refusesSingleWithoutItsOutput(int type) {
        Random random = new Random(4);
        Transaction one = transaction(random, 2);
        Transaction transaction = new Transaction(2, one.inputs(), one.outputs().subList(0, 1), 0);
        TaprootSighash sighash = TaprootSighash.of(transaction, List.of(output(random), output(random)));

        assertThat(sighash.ofKeyPath(0, new SighashType(type))).isNotNull();
        assertThatThrownBy(() -> sighash.ofKeyPath(1, new SighashType(type)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("SINGLE");
    }

    @Test
    void asksForEveryCoin() {
        assertThatThrownBy(() -> TaprootSighash.of(transaction(new Random(5), 2), List.of(output(new Random(6)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Bytes32 theirHash(
            Transaction transaction,
            List<TxOut> spent,
            int index,
            int type,
            @Nullable Bytes annex,
            @Nullable Bytes32 leaf,
            long separator) {
        return Bytes32.of(Kmp.transaction(transaction)
                .hashForSigningSchnorr(
                        index,
                        spent,
                        type,
                        leaf == null ? SigVersion.SIGVERSION_TAPROOT : SigVersion.SIGVERSION_TAPSCRIPT,
                        leaf == null ? null : new ByteVector32(leaf.toArray()),
                        annex == null ? null : new ByteVector(annex.toArray()),
                        separator)
                .toByteArray());
    }

    private static Transaction transaction(Random random, int inputs) {
        List<TxInput> made = IntStream.range(0, inputs)
                .mapToObj(i -> TxInput.unsigned(
                        new Outpoint(new Txid(new Bytes32(bytes(random, 32))), random.nextInt(100)),
                        random.nextInt() & 0xffffffffL))
                .toList();
        List<TxOutput> outputs = IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> output(random))
                .toList();
        return new Transaction(random.nextInt(), made, outputs, random.nextInt() & 0xffffffffL);
    }

    private static TxOutput output(Random random) {
        return new TxOutput(random.nextInt(1_000_000_000), bytes(random, random.nextInt(300)));
    }

    private static Bytes bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
