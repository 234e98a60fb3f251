package io.countersign.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Patience PATIENCE =
            new Patience(Duration.ofDays(3), Duration.ofMinutes(10), Duration.ofHours(24), Duration.ofHours(24));
    private static final KeyId ANN = key(1);
    private static final KeyId BEN = key(2);
    private static final KeyId CAT = key(3);

    private final Diagnosis diagnosis = new Diagnosis(PATIENCE, NOW, true);
    private final Diagnosis withoutChain = new Diagnosis(PATIENCE, NOW, false);

    @Test
    void findsNothingAmissWithWhatGetsOn() {
        assertThat(diagnosis.of(collecting(Duration.ofDays(2), Duration.ofDays(12), Set.of(ANN), Set.of())))
                .isEmpty();
        assertThat(diagnosis.of(sent("finalized", Duration.ofMinutes(9), job(JobLook.State.WAITING))))
                .isEmpty();
        assertThat(diagnosis.of(sent("broadcast", Duration.ofHours(23), job(JobLook.State.RUNNING))))
                .isEmpty();
        for (String state : List.of("confirmed", "rejected", "cancelled", "expired", "replaced", "conflicted")) {
            assertThat(diagnosis.of(sent(state, Duration.ofDays(300), null)))
                    .as(state)
                    .isEmpty();
        }
    }

    @Test
    void saysWhoIsWaitedForTooLong() {
        ProposalLook late = collecting(Duration.ofDays(4), Duration.ofDays(10), Set.of(ANN), Set.of());

        assertThat(diagnosis.of(late)).contains(StuckReason.SIGNATURES_LATE);
        assertThat(late.waitingFor()).containsExactly(BEN, CAT);
    }

    @Test
    void warnsOfAnExpiryThatIsNearButNotOfOneThatWasMeantToBe() {
        assertThat(diagnosis.of(collecting(Duration.ofDays(2), Duration.ofHours(23), Set.of(ANN), Set.of())))
                .contains(StuckReason.EXPIRES_SOON);
        assertThat(diagnosis.of(collecting(Duration.ofMinutes(5), Duration.ofHours(1), Set.of(), Set.of())))
                .isEmpty();
        assertThat(diagnosis.of(collecting(Duration.ofDays(14), Duration.ZERO, Set.of(), Set.of())))
                .isEmpty();
    }

    @Test
    void seesThatTooFewKeysAreLeft() {
        assertThat(diagnosis.of(collecting(Duration.ofHours(1), Duration.ofDays(10), Set.of(ANN), Set.of(BEN, CAT))))
                .contains(StuckReason.TOO_FEW_KEYS_LEFT);
        assertThat(diagnosis.of(collecting(Duration.ofHours(1), Duration.ofDays(10), Set.of(ANN), Set.of(BEN))))
                .isEmpty();
    }

    @Test
    void tellsWhatKeepsATransactionFromBeingSent() {
        Duration late = Duration.ofMinutes(11);

        assertThat(diagnosis.of(sent("finalized", late, job(JobLook.State.RETRYING))))
                .contains(StuckReason.BROADCAST_FAILING);
        assertThat(withoutChain.of(sent("finalized", late, job(JobLook.State.RETRYING))))
                .contains(StuckReason.CHAIN_DOWN);
        assertThat(diagnosis.of(sent("finalized", Duration.ZERO, null))).contains(StuckReason.NOT_FOLLOWED);
        assertThat(diagnosis.of(sent("finalized", Duration.ZERO, job(JobLook.State.RETRYING))))
                .contains(StuckReason.BROADCAST_FAILING);
    }

    @Test
    void tellsWhatIsNotConfirmed() {
        Duration late = Duration.ofHours(25);

        assertThat(diagnosis.of(sent("broadcast", late, job(JobLook.State.WAITING))))
                .contains(StuckReason.UNCONFIRMED);
        assertThat(withoutChain.of(sent("broadcast", late, job(JobLook.State.WAITING))))
                .contains(StuckReason.CHAIN_DOWN);
        assertThat(diagnosis.of(sent("broadcast", Duration.ofHours(1), null))).contains(StuckReason.NOT_FOLLOWED);
    }

    @Test
    void showsAFailureForAWeek() {
        assertThat(diagnosis.of(sent("failed", Duration.ofDays(6), null))).contains(StuckReason.REFUSED_BY_NETWORK);
        assertThat(diagnosis.of(sent("failed", Duration.ofDays(8), null))).isEmpty();
    }

    private static ProposalLook collecting(Duration age, Duration left, Set<KeyId> signed, Set<KeyId> unable) {
        return look("collecting", NOW.minus(age), NOW.plus(left), signed, unable, null);
    }

    private static ProposalLook sent(String state, Duration age, @Nullable JobLook job) {
        return look(state, NOW.minus(age), NOW.plus(Duration.ofDays(7)), Set.of(ANN, BEN), Set.of(), job);
    }

    private static ProposalLook look(
            String state,
            Instant activeAt,
            Instant expiresAt,
            Set<KeyId> signed,
            Set<KeyId> unable,
            @Nullable JobLook job) {
        return new ProposalLook(
                new ProposalId(new UUID(1, 1)),
                new WalletId(new UUID(2, 2)),
                state,
                activeAt,
                expiresAt,
                activeAt,
                2,
                List.of(ANN, BEN, CAT),
                signed,
                unable,
                null,
                job);
    }

    private static JobLook job(JobLook.State state) {
        return new JobLook(new UUID(3, 3), "broadcast", new UUID(1, 1), state, NOW, 1, null);
    }

    private static KeyId key(long number) {
        return new KeyId(new UUID(9, number));
    }
}
