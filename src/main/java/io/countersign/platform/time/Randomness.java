package io.countersign.platform.time;

/** Where unpredictable bytes come from: nonces, codes, challenges, keys of the server's own. */
@FunctionalInterface
public interface Randomness {

    /** {@code count} fresh bytes, which the caller may keep. */
    byte[] bytes(int count);
}
