package io.countersign.proposal.model;

/** Why the network, or the check before it, refused the final transaction. {@code reason} is snake_case. */
public record Failure(String reason, String detail) {}
