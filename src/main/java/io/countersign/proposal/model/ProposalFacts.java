package io.countersign.proposal.model;

import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What never changes of a proposal: its unsigned transaction with every amount and script proven, the keys that may sign (in the
 * descriptor's order), and how many must. {@code virtualSize} is the worst case in vB.
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
        String spendPath,
        AccountId createdBy,
        @Nullable String memo,
        Instant expiresAt,
        Instant createdAt) {

    public ProposalFacts {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        keyIds = List.copyOf(keyIds);
    }

    ProposalFacts withVirtualSize(int size) {
        return new ProposalFacts(
                id, walletId, unsigned, inputs, outputs, fee, size, threshold, keyIds, spendPath, createdBy, memo,
                expiresAt, createdAt);
    }

    /** The memo, or the empty text. */
    public String memoText() {
        return memo == null ? "" : memo;
    }
}
