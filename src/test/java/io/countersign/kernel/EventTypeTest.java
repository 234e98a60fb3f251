package io.countersign.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of the contract for what can happen. */
class EventTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wallet.created",
                "wallet.activated",
                "wallet.retired",
                "key.registered",
                "key.proven",
                "key.confirmed",
                "key.health_checked",
                "key.compromised",
                "key.retired",
                "proposal.created",
                "proposal.signed",
                "proposal.rejected",
                "proposal.finalized",
                "proposal.broadcast",
                "proposal.confirmed",
                "proposal.reorged",
                "proposal.expired",
                "proposal.cancelled",
                "proposal.replaced",
                "proposal.conflicted",
                "proposal.failed",
                "proposal.nonce_given",
                "proposal.session_started",
                "deposit.seen",
                "deposit.confirmed",
                "webhook.paused",
                "webhook.disabled",
                "log.fork_reported",
                "log.restored",
                "account.created",
                "account.login_key_added",
                "account.login_key_removed",
                "invitation.created",
                "invitation.accepted",
                "invitation.withdrawn",
                "member.added",
                "member.removed",
                "wallet.frozen",
                "address.issued",
                "label.changed",
                "key.registration_changed",
                "proposal.attested",
                "webhook.created",
                "webhook.changed",
                "webhook.deleted"
            })
    void knowsEveryTypeOfTheContract(String word) {
        assertThat(EventType.find(word)).map(EventType::word).contains(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "deposit", "deposit_seen", "DEPOSIT_SEEN", "webhook.test", "wallet.erased"})
    void knowsNoOther(String word) {
        assertThat(EventType.find(word)).isEmpty();
    }
}
