package io.countersign.crypto.descriptor;

/** A branch (0 receive, 1 change) and an index of a wallet. */
public record DerivationPlace(int branch, long index) {}
