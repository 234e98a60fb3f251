package io.countersign.kernel;

import io.countersign.kernel.EventValue.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as the journal will tell it. {@code data} holds ids, states, counts and salted hashes only.
 *
 * @param accountId whom an event without a wallet is told to, where that is another than who did it; it is no part of the event
 */
public record Event(
        EventType type,
        @Nullable WalletId walletId,
        @Nullable ProposalId proposalId,
        @Nullable KeyId keyId,
        List<Field> data,
        @Nullable AccountId accountId) {

    public Event {
        data = List.copyOf(data);
    }

    public Event(
            EventType type,
            @Nullable WalletId walletId,
            @Nullable ProposalId proposalId,
            @Nullable KeyId keyId,
            List<Field> data) {
        this(type, walletId, proposalId, keyId, data, null);
    }

    /** An event of persons or settings, without a wallet. */
    public static Event of(EventType type, Field... data) {
        return new Event(type, null, null, null, List.of(data));
    }

    /** An event without a wallet, told to an account, whoever caused it. */
    public static Event toAccount(EventType type, AccountId accountId, Field... data) {
        return new Event(type, null, null, null, List.of(data), accountId);
    }

    public static Event ofWallet(EventType type, WalletId walletId, Field... data) {
        return new Event(type, walletId, null, null, List.of(data));
    }

    public static Event ofKey(EventType type, WalletId walletId, KeyId keyId, Field... data) {
        return new Event(type, walletId, null, keyId, List.of(data));
    }

    public static Event ofProposal(
            EventType type, WalletId walletId, ProposalId proposalId, @Nullable KeyId keyId, List<Field> data) {
        return new Event(type, walletId, proposalId, keyId, data);
    }
}
