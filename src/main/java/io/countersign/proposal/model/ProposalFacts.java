package io.countersign.proposal.model;

import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What never changes of a proposal: its unsigned transaction with every amount and script proven, the keys that may sign (in the
 * descriptor's order), and how many must; {@code musigSeats} are what its signing sessions must fill. {@code virtualSize} is the worst case in vB.
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
        musigSeats = List.copyOf(musigSeats);
    }

    /** What is worked out of the rest. */
    ProposalFacts with(int size, List<MusigSeat> seats) {
        return new ProposalFacts(
                id, walletId, unsigned, inputs, outputs, fee, size, threshold, keyIds, seats, spendPath, createdBy,
                memo, expiresAt, createdAt);
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
