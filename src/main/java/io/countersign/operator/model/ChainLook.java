package io.countersign.operator.model;

import org.jspecify.annotations.Nullable;

/**
 * The chain as the backend shows it.
 *
 * @param height of the newest block; null while the backend does not answer
 * @param lagSeconds how old the newest block's median time past is
 * @param problem why the backend does not answer
 */
public record ChainLook(
        String backend,
        String network,
        @Nullable Integer height,
        @Nullable String hash,
        @Nullable Long lagSeconds,
        @Nullable String problem) {

    public boolean isUp() {
        return height != null;
    }
}
