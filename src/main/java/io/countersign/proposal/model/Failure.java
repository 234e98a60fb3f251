package io.countersign.proposal.model;

/**
 * Why the network, or the check before it, refused the final transaction; of a proposal that has not failed: what keeps it from the
 * network for now. {@code reason} is snake_case.
 */
public record Failure(String reason, String detail) {}
