package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import org.jspecify.annotations.Nullable;

/**
 * That a point of a nonce, named by its x, was taken before: in which session of which proposal, for which seat of it, for which input,
 * and of which key. One that was used by a proof of possession has no proposal.
 */
public record TakenPoint(
        Bytes32 x, @Nullable ProposalId proposalId, int session, int seat, int inputIndex, KeyId keyId) {}
