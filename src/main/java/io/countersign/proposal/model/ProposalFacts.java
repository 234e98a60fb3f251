package io.countersign.proposal.model;

import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import io.countersign.wallet.model.SpendPath;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What never changes of a proposal: its unsigned transaction with every amount and script proven, all keys of the wallet in the
 * descriptor's order, and how many of which {@code groups} must sign on its spend path; {@code musigSeats} are what its signing sessions must
 * fill. {@code virtualSize} is the worst case in vB.
 */
public record ProposalFacts(
        ProposalId id,
        WalletId walletId,
        Transaction unsigned,
        List<SpentCoin> inputs,
        List<PaidOutput> outputs,
        Satoshi fee,
        int virtualSize,
        int threshold,
        List<KeyId> keyIds,
        List<SpendPath.Group> groups,
        List<MusigSeat> musigSeats,
        String spendPath,
        AccountId createdBy,
        @Nullable String memo,
        Instant expiresAt,
        Instant createdAt) {

    public ProposalFacts {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        keyIds = List.copyOf(keyIds);
        groups = List.copyOf(groups);
        musigSeats = List.copyOf(musigSeats);
    }

    /** What is worked out of the rest. */
    ProposalFacts with(int size, List<MusigSeat> seats) {
        return new ProposalFacts(
                id, walletId, unsigned, inputs, outputs, fee, size, threshold, keyIds, groups, seats, spendPath,
                createdBy, memo, expiresAt, createdAt);
    }

    /** The keys that may sign, in the descriptor's order. */
    public List<KeyId> signers() {
        return keyIds.stream()
                .filter(key -> groups.stream().anyMatch(group -> group.keyIds().contains(key)))
                .toList();
    }

    /** How many signatures the key gives for each input: one for each group that it is in. */
    int slotsOf(KeyId key) {
        return (int)
                groups.stream().filter(group -> group.keyIds().contains(key)).count();
    }

    /** True where every group has enough keys of which {@code signs} holds. */
    boolean isMetBy(Predicate<KeyId> signs) {
        return groups.stream().allMatch(group -> group.isMetBy(signs));
    }

    /** True where the key signs as a participant of an aggregate key. */
    boolean hasSeatOf(KeyId key) {
        return musigSeats.stream().anyMatch(seat -> seat.keyId().equals(key));
    }

    /** The numbers of the key's seats. */
    Set<Integer> seatsOf(KeyId key) {
        return musigSeats.stream()
                .filter(seat -> seat.keyId().equals(key))
                .map(MusigSeat::number)
                .collect(Collectors.toSet());
    }

    /** The memo, or the empty text. */
    public String memoText() {
        return memo == null ? "" : memo;
    }
}
