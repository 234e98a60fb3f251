package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;

/**
 * That a point of a nonce, named by its x, was taken before: in which session of which proposal, for which seat of it, for which input,
 * and of which key.
 */
public record TakenPoint(Bytes32 x, ProposalId proposalId, int session, int seat, int inputIndex, KeyId keyId) {}
