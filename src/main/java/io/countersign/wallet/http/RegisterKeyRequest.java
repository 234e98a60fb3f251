package io.countersign.wallet.http;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A cosigner's key: {@code [fingerprint/path]xpub}, a label, and the device it was made on.
 *
 * @param position its place in the descriptor, from 0; the next free one where it is absent
 */
public record RegisterKeyRequest(
        @Nullable String key,
        @Nullable String label,
        @Nullable DeviceRequest device,
        @Nullable Integer position,
        @Nullable JsonNode proof) {

    /** The device, as its holder says. */
    public record DeviceRequest(@Nullable String model, @Nullable String firmware) {}
}
