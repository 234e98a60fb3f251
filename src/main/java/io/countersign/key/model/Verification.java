package io.countersign.key.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key for sure, for every cosigner to check again.
 *
 * @param kind {@code signed} or {@code waived}
 * @param challenge the text that was signed
 * @param format {@code bip137} or {@code bip322}
 */
public record Verification(
        String kind,
        @Nullable String challenge,
        @Nullable String path,
        @Nullable String signature,
        @Nullable String format,
        Instant at) {

    public static Verification signed(String challenge, KeyProof proof, Instant at) {
        return new Verification(
                "signed",
                challenge,
                proof.path().toString(),
                proof.signature(),
                proof.format().word(),
                at);
    }

    public static Verification waived(Instant at) {
        return new Verification("waived", null, null, null, null, at);
    }
}
