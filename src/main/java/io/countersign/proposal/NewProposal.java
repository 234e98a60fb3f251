package io.countersign.proposal;

import io.countersign.crypto.psbt.Psbt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a client asks for when it proposes a PSBT. */
public record NewProposal(
        Psbt psbt,
        @Nullable String memo,
        @Nullable Instant expiresAt,
        @Nullable String spendPath,
        boolean allowConflict,
        boolean allowHighFee) {}
