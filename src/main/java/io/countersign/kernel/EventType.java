package io.countersign.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can happen. The word on the wire is the name in lower case with its first underscore turned into a dot. */
public enum EventType {
    WALLET_CREATED,
    WALLET_ACTIVATED,
    WALLET_RETIRED,
    WALLET_FROZEN,
    KEY_REGISTERED,
    KEY_PROVEN,
    KEY_CONFIRMED,
    KEY_HEALTH_CHECKED,
    KEY_COMPROMISED,
    KEY_RETIRED,
    KEY_REGISTRATION_CHANGED,
    PROPOSAL_CREATED,
    PROPOSAL_SIGNED,
    PROPOSAL_NONCE_GIVEN,
    PROPOSAL_SESSION_STARTED,
    PROPOSAL_REJECTED,
    PROPOSAL_FINALIZED,
    PROPOSAL_BROADCAST,
    PROPOSAL_CONFIRMED,
    PROPOSAL_REORGED,
    PROPOSAL_EXPIRED,
    PROPOSAL_CANCELLED,
    PROPOSAL_REPLACED,
    PROPOSAL_CONFLICTED,
    PROPOSAL_FAILED,
    PROPOSAL_ATTESTED,
    ACCOUNT_CREATED,
    ACCOUNT_LOGIN_KEY_ADDED,
    ACCOUNT_LOGIN_KEY_REMOVED,
    INVITATION_CREATED,
    INVITATION_ACCEPTED,
    INVITATION_WITHDRAWN,
    MEMBER_ADDED,
    MEMBER_REMOVED,
    WEBHOOK_CREATED,
    WEBHOOK_CHANGED,
    WEBHOOK_DELETED,
    WEBHOOK_PAUSED,
    WEBHOOK_DISABLED,
    ADDRESS_ISSUED,
    LABEL_CHANGED,
    DEPOSIT_SEEN,
    DEPOSIT_CONFIRMED,
    ACCOUNT_DISABLED,
    ACCOUNT_ENABLED,
    ACCOUNT_SESSIONS_REVOKED,
    JOB_RETRIED,
    CHAIN_RESCANNED,
    DELIVERY_REDELIVERED,
    LOG_FORK_REPORTED,
    LOG_RESTORED;

    public static Optional<EventType> find(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
    }
}
