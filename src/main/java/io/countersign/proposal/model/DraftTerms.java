package io.countersign.proposal.model;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.ProposalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The terms of a proposal besides its transaction. {@code spendPath} is the id of the one that is asked for, if any. */
public record DraftTerms(
        ProposalId id,
        AccountId createdBy,
        @Nullable String memo,
        @Nullable String spendPath,
        Instant expiresAt,
        Instant createdAt) {}
