package io.countersign.proposal;

import io.countersign.crypto.bytes.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a client asks for when it proposes a PSBT. */
public record NewProposal(
        Bytes psbt,
        @Nullable String memo,
        @Nullable Instant expiresAt,
        @Nullable String spendPath,
        boolean allowConflict,
        boolean allowHighFee) {}
