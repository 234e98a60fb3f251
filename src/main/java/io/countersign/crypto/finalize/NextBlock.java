package io.countersign.crypto.finalize;

/** The block that a transaction could stand in first: its height, and the median time past of the tip (BIP113) in seconds. */
public record NextBlock(int height, long medianTimePast) {}
