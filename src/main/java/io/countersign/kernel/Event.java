package io.countersign.kernel;

import io.countersign.kernel.EventValue.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened, as the journal will tell it. {@code data} holds ids, states, counts and salted hashes only. */
public record Event(
        EventType type,
        @Nullable WalletId walletId,
        @Nullable ProposalId proposalId,
        @Nullable KeyId keyId,
        List<Field> data) {

    public Event {
        data = List.copyOf(data);
    }

    /** An event of persons or settings, without a wallet. */
    public static Event of(EventType type, Field... data) {
        return new Event(type, null, null, null, List.of(data));
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
