package io.countersign.chain;

/** A block and where it stands in the chain. */
public record BlockPosition(int height, BlockHash hash) {}
