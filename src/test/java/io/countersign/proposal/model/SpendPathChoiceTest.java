package io.countersign.proposal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.finalize.CoinAge;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.kernel.Refusal;
import io.countersign.wallet.model.SpendPath;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendPathChoiceTest {

    private static final int NEXT_HEIGHT = 1_001;
    private static final long TIME = 1_700_000_000L;
    private static final long BY_TIME = 1L << 22;

    private static final SpendPath FREE = path("branch-1", null, null);
    private static final SpendPath OLDER = path("branch-2", 144L, null);
    private static final SpendPath AFTER = path("branch-3", null, 900L);
    private static final SpendPath BOTH = path("branch-4", 10L, 950L);
    private static final SpendPath OLDER_BY_TIME = path("branch-5", BY_TIME | 100, null);
    private static final SpendPath AFTER_TIME = path("branch-6", null, TIME - 1);

    @ParameterizedTest
    @CsvSource({
        // Version, lock time, sequences, the first path of those with locks that is met.
        "2, 0, 144 144, branch-2",
        "2, 0, 144 143, main",
        "1, 0, 144 144, main",
        "3, 0, 145 65535, branch-2",
        "2, 900, 0 4294967293, branch-3",
        "2, 900, 0 4294967295, main",
        "2, 899, 0 0, main",
        "1, 901, 0 0, branch-3",
        "2, 950, 10 10, branch-3",
        "2, 1699999999, 0 0, branch-6",
        "2, 1699999998, 0 0, main",
        "2, 0, 4194404 4194405, branch-5",
        "2, 0, 2151678052 4194404, main",
    })
    void takesTheFirstPathWhoseLocksTheTransactionMeets(int version, long lockTime, String sequences, String expected) {
        List<SpendPath> paths = List.of(OLDER, AFTER, BOTH, OLDER_BY_TIME, AFTER_TIME, path("main", null, null));

        SpendPath taken = SpendPathChoice.of(paths, null, transaction(version, lockTime, sequences), chain(200, 200));

        assertThat(taken.id()).isEqualTo(expected);
    }

    @Test
    void refusesATransactionThatMeetsNone() {
        assertThat(refusal(List.of(OLDER, BOTH), null, transaction(2, 0, "0 0"), chain(200, 200))
                        .reason())
                .isEqualTo(ProposalRefusal.SPEND_PATH_LOCKS_NOT_MET);
        assertThat(refusal(List.of(FREE, BOTH), "branch-4", transaction(2, 0, "10 10"), chain(200, 200))
                        .reason())
                .isEqualTo(ProposalRefusal.SPEND_PATH_LOCKS_NOT_MET);
    }

    @Test
    void refusesAPathThatTheWalletDoesNotHave() {
        assertThat(refusal(List.of(FREE), "branch-2", transaction(2, 0, "0 0"), chain(1, 1))
                        .reason())
                .isEqualTo(ProposalRefusal.SPEND_PATH_UNKNOWN);
    }

    /** The youngest coin, confirmed 20 blocks before 1,001, stands in block 981: 981 + 144 = 1,125. */
    @Test
    void tellsTheHeightOfARelativeLock() {
        Refusal refusal = refusal(List.of(FREE, OLDER), "branch-2", transaction(2, 0, "144 144"), chain(500, 20));

        assertThat(refusal.reason()).isEqualTo(ProposalRefusal.SPEND_PATH_LOCKED);
        assertThat(refusal.extensions()).isEqualTo(Map.of("height", 1_125L));
    }

    @Test
    void tellsNoHeightForACoinThatIsNotConfirmed() {
        Refusal refusal = refusal(List.of(FREE, OLDER), "branch-2", transaction(2, 0, "144 144"), chain(500, 0));

        assertThat(refusal.reason()).isEqualTo(ProposalRefusal.SPEND_PATH_LOCKED);
        assertThat(refusal.extensions()).isEmpty();
    }

    /** The lock time must be below the block's height. */
    @Test
    void tellsTheHeightOfAnAbsoluteLock() {
        SpendPath late = path("branch-2", null, 1_001L);

        Refusal refusal = refusal(List.of(FREE, late), "branch-2", transaction(2, 1_001, "0 0"), chain(1, 1));

        assertThat(refusal.extensions()).isEqualTo(Map.of("height", 1_002L));
    }

    @Test
    void tellsTheTimeOfLocksByTime() {
        SpendPath late = path("branch-2", null, TIME);
        Refusal absolute = refusal(List.of(FREE, late), "branch-2", transaction(2, TIME, "0 0"), chain(1, 1));
        assertThat(absolute.extensions()).isEqualTo(Map.of("time", Instant.ofEpochSecond(TIME + 1)));

        ChainFacts young = chain(new CoinAge(9, TIME - 90_000), new CoinAge(3, TIME - 51_199));
        Refusal relative =
                refusal(List.of(FREE, OLDER_BY_TIME), "branch-5", transaction(2, 0, "4194404 4194404"), young);
        // 100 times 512 seconds are 51,200.
        assertThat(relative.extensions()).isEqualTo(Map.of("time", Instant.ofEpochSecond(TIME + 1)));
        ChainFacts old = chain(new CoinAge(9, TIME - 90_000), new CoinAge(3, TIME - 51_200));
        assertThat(SpendPathChoice.of(
                        List.of(FREE, OLDER_BY_TIME), "branch-5", transaction(2, 0, "4194404 4194404"), old))
                .isEqualTo(OLDER_BY_TIME);
    }

    private static Refusal refusal(
            List<SpendPath> paths, @Nullable String asked, Transaction unsigned, ChainFacts chain) {
        return catchThrowableOfType(Refusal.class, () -> SpendPathChoice.of(paths, asked, unsigned, chain));
    }

    private static SpendPath path(String id, @Nullable Long older, @Nullable Long after) {
        return new SpendPath(id, id, List.of(), older, after);
    }

    private static Transaction transaction(int version, long lockTime, String sequences) {
        long[] each =
                Arrays.stream(sequences.split(" ")).mapToLong(Long::parseLong).toArray();
        List<TxInput> inputs = IntStream.range(0, each.length)
                .mapToObj(i -> TxInput.unsigned(new Outpoint(new Txid(Bytes32.of(new byte[32])), i), each[i]))
                .toList();
        return new Transaction(version, inputs, List.of(new TxOutput(1_000, Bytes.ofHex("51"))), lockTime);
    }

    private static ChainFacts chain(int... confirmations) {
        return chain(
                Arrays.stream(confirmations).mapToObj(CoinAge::ofConfirmations).toArray(CoinAge[]::new));
    }

    private static ChainFacts chain(CoinAge... ages) {
        return new ChainFacts(Map.of(), List.of(), List.of(ages), NEXT_HEIGHT, TIME);
    }
}
