package io.countersign.proposal.model;

import static io.countersign.kernel.EventType.PROPOSAL_BROADCAST;
import static io.countersign.kernel.EventType.PROPOSAL_CONFIRMED;
import static io.countersign.kernel.EventType.PROPOSAL_CONFLICTED;
import static io.countersign.kernel.EventType.PROPOSAL_FAILED;
import static io.countersign.kernel.EventType.PROPOSAL_REORGED;
import static io.countersign.proposal.model.ProposalState.BROADCAST;
import static io.countersign.proposal.model.ProposalState.CONFIRMED;
import static io.countersign.proposal.model.ProposalState.CONFLICTED;
import static io.countersign.proposal.model.ProposalState.FAILED;
import static io.countersign.proposal.model.ProposalState.FINALIZED;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.kernel.Change;
import io.countersign.kernel.EventType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every state against everything that a look at the chain can say. */
class NetworkCourseTest {

    private static final Failure FULL = new Failure("mempool_full", "mempool full");

    @Test
    void isTaken() {
        moves(
                NetworkCourse::taken,
                BROADCAST,
                Map.of(
                        FINALIZED, List.of(PROPOSAL_BROADCAST),
                        CONFIRMED, List.of(PROPOSAL_REORGED),
                        CONFLICTED, List.of(PROPOSAL_REORGED)));
    }

    @Test
    void isConfirmed() {
        moves(
                NetworkCourse::confirmed,
                CONFIRMED,
                Map.of(
                        FINALIZED, List.of(PROPOSAL_BROADCAST, PROPOSAL_CONFIRMED),
                        BROADCAST, List.of(PROPOSAL_CONFIRMED),
                        CONFLICTED, List.of(PROPOSAL_REORGED, PROPOSAL_CONFIRMED)));
    }

    @Test
    void isConflicted() {
        moves(
                NetworkCourse::conflicted,
                CONFLICTED,
                Map.of(
                        FINALIZED, List.of(PROPOSAL_CONFLICTED),
                        BROADCAST, List.of(PROPOSAL_CONFLICTED),
                        CONFIRMED, List.of(PROPOSAL_REORGED, PROPOSAL_CONFLICTED)));
    }

    @Test
    void failsOnlyBeforeTheNetworkHadIt() {
        moves(proposal -> NetworkCourse.failed(proposal, FULL), FAILED, Map.of(FINALIZED, List.of(PROPOSAL_FAILED)));
    }

    @Test
    void showsWhatHindersItWithoutMovingAndOnlyWhileItIsUnderWay() {
        for (ProposalState state : ProposalState.values()) {
            Proposal before = ProposalTest.in(state);
            Proposal after = NetworkCourse.hindered(before, FULL);

            boolean isUnderWay = state == FINALIZED || state == BROADCAST;
            assertThat(after.state()).isEqualTo(state);
            assertThat(after.failure()).isEqualTo(isUnderWay ? FULL : null);
            assertThat(after.version()).isEqualTo(before.version() + (isUnderWay ? 1 : 0));
            assertThat(NetworkCourse.hindered(after, FULL)).isSameAs(after);
        }
    }

    @Test
    void showsNoHindranceAnyMoreOnceItMoves() {
        Proposal hindered = NetworkCourse.hindered(ProposalTest.in(FINALIZED), FULL);

        assertThat(NetworkCourse.taken(hindered).next().failure()).isNull();
        assertThat(NetworkCourse.confirmed(hindered).next().failure()).isNull();
        assertThat(NetworkCourse.conflicted(hindered).next().failure()).isNull();
    }

    /** In the states that are named it moves to {@code target} with these events, one version each; in all others nothing changes. */
    private static void moves(
            Function<Proposal, Change<Proposal>> move,
            ProposalState target,
            Map<ProposalState, List<EventType>> eventsByState) {
        Map<ProposalState, List<EventType>> seen = new EnumMap<>(ProposalState.class);
        Arrays.stream(ProposalState.values()).forEach(state -> {
            Proposal before = ProposalTest.in(state);
            Change<Proposal> change = move.apply(before);
            if (change.isNone()) {
                assertThat(change.next()).isSameAs(before);
                return;
            }
            assertThat(change.next().state()).isEqualTo(target);
            assertThat(change.next().version())
                    .isEqualTo(before.version() + change.events().size());
            seen.put(state, ProposalTest.types(change));
        });
        assertThat(seen).isEqualTo(eventsByState);
    }
}
