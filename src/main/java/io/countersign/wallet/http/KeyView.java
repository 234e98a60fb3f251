package io.countersign.wallet.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.kernel.Entry;
import io.countersign.key.model.Confirmation;
import io.countersign.key.model.RegisteredKey;
import io.countersign.key.model.Verification;
import io.countersign.platform.http.ReceiptView;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cosigner's key as the wire has it. */
public record KeyView(
        String id,
        String key,
        String fingerprint,
        int position,
        String label,
        DeviceView device,
        @Nullable String holder,
        String state,
        @Nullable String challenge,
        VerificationView verification,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReceiptView receipt) {

    public static KeyView of(RegisteredKey key, Optional<String> challenge) {
        return new KeyView(
                key.id().toString(),
                key.key().toString(),
                key.key().fingerprint().toString(),
                key.position(),
                key.label(),
                new DeviceView(key.device().model(), key.device().firmware()),
                key.holder().map(Object::toString).orElse(null),
                key.state().word(),
                challenge.orElse(null),
                new VerificationView(ProofView.of(key.proof()), ConfirmationView.of(key.confirmation())),
                null);
    }

    KeyView with(Entry entry) {
        return new KeyView(
                id,
                key,
                fingerprint,
                position,
                label,
                device,
                holder,
                state,
                challenge,
                verification,
                ReceiptView.of(entry));
    }

    /** The device, as its holder says. */
    public record DeviceView(@Nullable String model, @Nullable String firmware) {}

    /** What every cosigner can check again. */
    public record VerificationView(@Nullable ProofView proof, @Nullable ConfirmationView confirmation) {}

    /** The proof of possession, or {@code "kind": "waived"}. */
    public record ProofView(
            String kind,
            @Nullable String challenge,
            @Nullable String path,
            @Nullable String signature,
            @Nullable String format,
            Instant at) {

        static @Nullable ProofView of(@Nullable Verification proof) {
            return proof == null
                    ? null
                    : new ProofView(
                            proof.kind(),
                            proof.challenge(),
                            proof.path(),
                            proof.signature(),
                            proof.format(),
                            proof.at());
        }
    }

    /** What the device showed, and the login key's signature over it. */
    public record ConfirmationView(
            String firstAddress, @Nullable String signature, @Nullable String loginKey, Instant at) {

        static @Nullable ConfirmationView of(@Nullable Confirmation confirmation) {
            return confirmation == null
                    ? null
                    : new ConfirmationView(
                            confirmation.firstAddress(),
                            confirmation.signature(),
                            confirmation.loginKey(),
                            confirmation.at());
        }
    }
}
