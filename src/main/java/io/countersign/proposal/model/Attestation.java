package io.countersign.proposal.model;

import java.time.Instant;

/** The creator's word for the proposal: a signature by a login key over its txid and memo. */
public record Attestation(String loginKey, String signature, Instant at) {}
