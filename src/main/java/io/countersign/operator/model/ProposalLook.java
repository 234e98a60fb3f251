package io.countersign.operator.model;

import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A proposal as an operator sees it.
 *
 * @param keyIds the keys of its spend path
 * @param signed those that have signed every input
 * @param unable those that have rejected it or are compromised
 * @param activeAt when a cosigner last did something for it; its creation where none has
 * @param job what sends and follows it, where there is such a job
 */
public record ProposalLook(
        ProposalId id,
        WalletId walletId,
        String state,
        Instant createdAt,
        Instant expiresAt,
        Instant activeAt,
        int threshold,
        List<KeyId> keyIds,
        Set<KeyId> signed,
        Set<KeyId> unable,
        @Nullable String failureReason,
        @Nullable JobLook job) {

    public ProposalLook {
        keyIds = List.copyOf(keyIds);
        signed = Set.copyOf(signed);
        unable = Set.copyOf(unable);
    }

    /** The keys that may still sign. */
    public List<KeyId> waitingFor() {
        return keyIds.stream()
                .filter(key -> !signed.contains(key) && !unable.contains(key))
                .toList();
    }

    int missing() {
        return Math.max(0, threshold - signed.size());
    }
}
