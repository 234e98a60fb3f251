package io.countersign.chain.dev;

import io.countersign.kernel.RefusalKind;
import io.countersign.kernel.RefusalReason;

/** Refusals of the development chain. */
public enum DevelopmentRefusal implements RefusalReason {
    FAUCET_EMPTY("faucet-empty", "The faucet can't pay this"),
    FAUCET_ADDRESS("faucet-address", "The faucet can't pay to this address"),
    FAUCET_AMOUNT("faucet-amount", "The faucet can't pay this amount"),
    BLOCK_COUNT("block-count", "So many blocks can't be made at once");

    private final String slug;
    private final String title;

    DevelopmentRefusal(String slug, String title) {
        this.slug = slug;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public RefusalKind kind() {
        return RefusalKind.REFUSED;
    }

    @Override
    public String title() {
        return title;
    }
}
