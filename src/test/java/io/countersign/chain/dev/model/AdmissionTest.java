package io.countersign.chain.dev.model;

import static io.countersign.chain.RejectReason.BURNS_COINS;
import static io.countersign.chain.RejectReason.COINBASE_IMMATURE;
import static io.countersign.chain.RejectReason.DUST;
import static io.countersign.chain.RejectReason.FEE_BELOW_MINIMUM;
import static io.countersign.chain.RejectReason.INPUTS_MISSING_OR_SPENT;
import static io.countersign.chain.RejectReason.MEMPOOL_CONFLICT;
import static io.countersign.chain.RejectReason.NON_FINAL;
import static io.countersign.chain.RejectReason.NOT_STANDARD;
import static io.countersign.chain.RejectReason.NOT_VALID;
import static io.countersign.chain.RejectReason.SCRIPT_CHECK_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.chain.BroadcastAnswer.Rejection;
import io.countersign.chain.RejectReason;
import io.countersign.chain.dev.model.ChainCoin.Spender;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    private static final Txid MAKER = Txid.parse("ab".repeat(32));
    private static final Outpoint COIN = new Outpoint(MAKER, 0);
    private static final Bytes TRUE = Bytes.ofHex("52");
    private static final Bytes SCRIPT = OutputScript.p2wsh(TRUE);
    private static final long AMOUNT = 100_000;
    private static final long REPLACEABLE = 0xfffffffdL;
    private static final long MEDIAN = 1_700_000_000L;

    /** Height 200; the times are 10 minutes apart, so the median past is that of the sixth. */
    private static final ChainHead HEAD = new ChainHead(
            200,
            BlockHeader.genesis().hash(),
            LongStream.rangeClosed(0, 10)
                    .mapToObj(i -> MEDIAN + 3_000 - i * 600)
                    .toList());

    @Nested
    class Alone {

        @Test
        void admitsAGoodSpend() {
            assertThat(alone(spend(AMOUNT - 500))).isEmpty();
        }

        @Test
        void asksForATenthOfASatoshiAByte() {
            Transaction free = spend(AMOUNT);
            // 96 vB, so 10 sat.
            long least = (free.virtualSize() + 9) / 10;

            assertThat(alone(spend(AMOUNT - least + 1))).contains(FEE_BELOW_MINIMUM);
            assertThat(alone(spend(AMOUNT - least))).isEmpty();
        }

        @Test
        void refusesWhatConsensusRefuses() {
            assertThat(alone(spend(AMOUNT + 1))).contains(NOT_VALID);
            assertThat(alone(spend(-1))).contains(NOT_VALID);
            assertThat(alone(new Transaction(2, List.of(), List.of(paying(1_000)), 0)))
                    .contains(NOT_VALID);
            assertThat(alone(new Transaction(2, List.of(input(REPLACEABLE)), List.of(), 0)))
                    .contains(NOT_VALID);
            Transaction twice =
                    new Transaction(2, List.of(input(REPLACEABLE), input(REPLACEABLE)), List.of(paying(AMOUNT)), 0);
            assertThat(alone(twice, coin(), coin())).contains(NOT_VALID);
            Outpoint nothing = new Outpoint(new Txid(Bytes32.wrap(new byte[32])), 0xffffffffL);
            Transaction coinbase = new Transaction(
                    2,
                    List.of(new TxInput(nothing, Bytes.ofHex("5100"), REPLACEABLE, List.of())),
                    List.of(paying(1_000)),
                    0);
            assertThat(alone(coinbase)).contains(NOT_VALID);
        }

        @Test
        void refusesCoinsThatDoNotExist() {
            assertThat(Admission.judgeAlone(spend(1_000), List.of(Optional.empty()))
                            .map(Rejection::reason))
                    .contains(INPUTS_MISSING_OR_SPENT);
        }

        @Test
        void refusesAScriptThatFails() {
            assertThat(alone(spending(Bytes.EMPTY, List.of(Bytes.ofHex("53"))))).contains(SCRIPT_CHECK_FAILED);
            assertThat(alone(spending(Bytes.EMPTY, List.of()))).isPresent();
            // CLEANSTACK: one item too many.
            assertThat(alone(spending(Bytes.EMPTY, List.of(Bytes.ofHex("01"), TRUE))))
                    .contains(SCRIPT_CHECK_FAILED);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 4, -1})
        void refusesUnknownVersions(int version) {
            Transaction spend = new Transaction(version, List.of(input(REPLACEABLE)), List.of(paying(AMOUNT - 500)), 0);

            assertThat(alone(spend)).contains(NOT_STANDARD);
        }

        @Test
        void refusesOutputsThatAreNotRelayed() {
            assertThat(alone(spend(329))).contains(DUST);
            assertThat(alone(paying(new TxOutput(AMOUNT - 500, Bytes.ofHex("51")))))
                    .contains(NOT_STANDARD);
            assertThat(alone(paying(new TxOutput(1_000, Bytes.ofHex("6a0548656c6c6f")))))
                    .contains(BURNS_COINS);
        }

        @Test
        void refusesATransactionThatIsTooSmall() {
            // 60 bytes: one input without script and an empty OP_RETURN.
            assertThat(alone(paying(new TxOutput(0, Bytes.ofHex("6a"))))).contains(NOT_STANDARD);
        }

        @Test
        void refusesATransactionThatIsTooHeavy() {
            List<TxOutput> outputs = Collections.nCopies(2_500, paying(330));
            Transaction spend = new Transaction(2, List.of(input(REPLACEABLE)), outputs, 0);
            ChainCoin rich = coin(new TxOutput(100_000_000, SCRIPT), OptionalInt.of(150), false);

            assertThat(alone(spend, rich)).contains(NOT_STANDARD);
        }

        @Test
        void refusesScriptSigsThatDoMoreThanPush() {
            ChainCoin nested = coin(new TxOutput(AMOUNT, OutputScript.p2sh(TRUE)), OptionalInt.of(150), false);

            assertThat(alone(spending(Bytes.ofHex("610152"), List.of()), nested))
                    .contains(NOT_STANDARD);
            assertThat(alone(spending(Bytes.ofHex("0152"), List.of()), nested)).isEmpty();
            assertThat(alone(spending(Bytes.wrap(new byte[1_651]), List.of()), nested))
                    .contains(NOT_STANDARD);
        }

        @Test
        void refusesWitnessItemsAboveEightyBytes() {
            Bytes dropsOne = Bytes.ofHex("7552");
            ChainCoin coin = coin(new TxOutput(AMOUNT, OutputScript.p2wsh(dropsOne)), OptionalInt.of(150), false);

            assertThat(alone(spending(Bytes.EMPTY, List.of(Bytes.wrap(new byte[81]), dropsOne)), coin))
                    .contains(NOT_STANDARD);
            assertThat(alone(spending(Bytes.EMPTY, List.of(Bytes.wrap(new byte[80]), dropsOne)), coin))
                    .isEmpty();
        }

        @Test
        void refusesAnAnnexAndLargeItemsOfTapscript() {
            Bytes key = Bytes.ofHex("5120" + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
            ChainCoin coin = coin(new TxOutput(AMOUNT, key), OptionalInt.of(150), false);
            Bytes signature = Bytes.wrap(new byte[64]);
            Bytes control = Bytes.ofHex("c0").plus(key.sliceFrom(2));

            assertThat(alone(spending(Bytes.EMPTY, List.of(signature, Bytes.ofHex("50"))), coin))
                    .contains(NOT_STANDARD);
            assertThat(alone(spending(Bytes.EMPTY, List.of(Bytes.wrap(new byte[81]), TRUE, control)), coin))
                    .contains(NOT_STANDARD);
        }

        @Test
        void leavesTheChainsOwnCoinsToTheFaucet() {
            ChainCoin own = coin(new TxOutput(AMOUNT, FaucetPayment.fundingScript()), OptionalInt.of(50), false);

            assertThat(alone(spending(Bytes.EMPTY, List.of(Bytes.ofHex("51"))), own))
                    .contains(NOT_STANDARD);
        }
    }

    @Nested
    class AgainstTheChain {

        @Test
        void admitsAGoodSpend() {
            assertThat(judge(spend(AMOUNT - 500), coin())).isEmpty();
        }

        @Test
        void refusesCoinsThatAreGone() {
            assertThat(judge(spend(1_000), spentBy(OptionalInt.empty()))).contains(MEMPOOL_CONFLICT);
            assertThat(judge(spend(1_000), spentBy(OptionalInt.of(199)))).contains(INPUTS_MISSING_OR_SPENT);
        }

        @ParameterizedTest
        @CsvSource({
            "200,4294967293,true", // the next block is 201, and 200 is below it
            "201,4294967293,false",
            "201,4294967295,true",
            "1699999999,4294967293,true",
            "1700000000,4294967293,false"
        })
        void measuresLockTimes(long lockTime, long sequence, boolean isOver) {
            Transaction spend = new Transaction(2, List.of(input(sequence)), List.of(paying(1_000)), lockTime);

            assertThat(judge(spend, coin())).isEqualTo(isOver ? Optional.empty() : Optional.of(NON_FINAL));
        }

        /** The coin stands in block 191, so it has 10 confirmations, and the next block is 10 above it. */
        @ParameterizedTest
        @CsvSource({"10,true", "11,false", "65536,true", "2147483659,true"})
        void measuresRelativeLocksInBlocks(long sequence, boolean isOver) {
            ChainCoin coin = coin(new TxOutput(AMOUNT, SCRIPT), OptionalInt.of(191), false);

            assertThat(judge(spend(sequence, 2), coin)).isEqualTo(isOver ? Optional.empty() : Optional.of(NON_FINAL));
            assertThat(judge(spend(sequence, 1), coin)).isEmpty();
        }

        /** The block before the coin's has a median time past of 5,120 s before the tip's: 10 units of 512 s. */
        @ParameterizedTest
        @CsvSource({"4194314,true", "4194315,false"})
        void measuresRelativeLocksInTime(long sequence, boolean isOver) {
            ChainCoin coin = new ChainCoin(
                    COIN, new TxOutput(AMOUNT, SCRIPT), false, OptionalInt.of(191), MEDIAN - 5_120, Optional.empty());

            assertThat(judge(spend(sequence, 2), coin)).isEqualTo(isOver ? Optional.empty() : Optional.of(NON_FINAL));
        }

        @Test
        void countsACoinOfTheMempoolAsOneOfTheNextBlock() {
            ChainCoin waiting = coin(new TxOutput(AMOUNT, SCRIPT), OptionalInt.empty(), false);

            assertThat(judge(spend(0, 2), waiting)).isEmpty();
            assertThat(judge(spend(1, 2), waiting)).contains(NON_FINAL);
            assertThat(judge(spend(4_194_305, 2), waiting)).contains(NON_FINAL);
        }

        @ParameterizedTest
        @CsvSource({"101,true", "102,false"})
        void letsCoinbasesRipen(int height, boolean isRipe) {
            ChainCoin coinbase = coin(new TxOutput(AMOUNT, SCRIPT), OptionalInt.of(height), true);

            assertThat(judge(spend(1_000), coinbase))
                    .isEqualTo(isRipe ? Optional.empty() : Optional.of(COINBASE_IMMATURE));
        }
    }

    private static Optional<RejectReason> alone(Transaction transaction) {
        return alone(transaction, coin());
    }

    private static Optional<RejectReason> alone(Transaction transaction, ChainCoin... coins) {
        return Admission.judgeAlone(
                        transaction, List.of(coins).stream().map(Optional::of).toList())
                .map(Rejection::reason);
    }

    private static Optional<RejectReason> judge(Transaction transaction, ChainCoin coin) {
        return Admission.judge(transaction, List.of(Optional.of(coin)), HEAD).map(Rejection::reason);
    }

    private static ChainCoin coin() {
        return coin(new TxOutput(AMOUNT, SCRIPT), OptionalInt.of(150), false);
    }

    private static ChainCoin coin(TxOutput output, OptionalInt height, boolean coinbase) {
        return new ChainCoin(COIN, output, coinbase, height, MEDIAN - 100_000, Optional.empty());
    }

    private static ChainCoin spentBy(OptionalInt height) {
        return new ChainCoin(
                COIN,
                new TxOutput(AMOUNT, SCRIPT),
                false,
                OptionalInt.of(150),
                0,
                Optional.of(new Spender(Txid.parse("cd".repeat(32)), height)));
    }

    private static TxInput input(long sequence) {
        return new TxInput(COIN, Bytes.EMPTY, sequence, List.of(TRUE));
    }

    private static TxOutput paying(long amountSat) {
        return new TxOutput(amountSat, SCRIPT);
    }

    private static Transaction paying(TxOutput output) {
        return new Transaction(2, List.of(input(REPLACEABLE)), List.of(output), 0);
    }

    private static Transaction spend(long amountSat) {
        return paying(paying(amountSat));
    }

    private static Transaction spend(long sequence, int version) {
        return new Transaction(version, List.of(input(sequence)), List.of(paying(1_000)), 0);
    }

    private static Transaction spending(Bytes scriptSig, List<Bytes> witness) {
        TxInput input = new TxInput(COIN, scriptSig, REPLACEABLE, witness);
        return new Transaction(2, List.of(input), List.of(paying(1_000)), 0);
    }
}
