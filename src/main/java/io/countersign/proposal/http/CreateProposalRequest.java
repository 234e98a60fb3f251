package io.countersign.proposal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PSBT to be proposed as it is. The members of the other form, by recipients, are known and answered 422 for now. */
public record CreateProposalRequest(
        @Nullable String psbt,
        @Nullable String memo,
        @Nullable String expiresAt,
        @Nullable String spendPath,
        @Nullable Boolean allowConflict,
        @Nullable Boolean allowHighFee,
        @Nullable List<JsonNode> recipients,
        @Nullable BigDecimal feeRate,
        @Nullable List<JsonNode> utxos,
        @Nullable Boolean sendMax) {}
