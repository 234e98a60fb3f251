package io.countersign.chain;

/** The newest block. {@code medianTimePast} is in seconds since 1970 (BIP113). */
public record ChainTip(int height, BlockHash hash, long medianTimePast) {

    /** Confirmations of what stands in the block at {@code blockHeight}: 1 in the tip itself. */
    public int confirmationsAt(int blockHeight) {
        return height - blockHeight + 1;
    }
}
