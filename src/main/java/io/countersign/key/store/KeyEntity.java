package io.countersign.key.store;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Entry;
import io.countersign.kernel.EventType;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import io.countersign.key.model.Confirmation;
import io.countersign.key.model.Device;
import io.countersign.key.model.KeyState;
import io.countersign.key.model.RegisteredKey;
import io.countersign.key.model.Verification;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of {@code cosigner_key}. */
@NullUnmarked
@Entity
@Table(name = "cosigner_key")
public class KeyEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "wallet_id")
    UUID walletId;

    @Column(name = "position")
    int position;

    @Column(name = "network")
    String network;

    @Column(name = "key_text")
    String keyText;

    @Column(name = "label")
    String label;

    @Column(name = "device_model")
    String deviceModel;

    @Column(name = "device_firmware")
    String deviceFirmware;

    @Column(name = "holder_id")
    UUID holderId;

    @Column(name = "state")
    String state;

    @Column(name = "nonce")
    String nonce;

    @Column(name = "proof_kind")
    String proofKind;

    @Column(name = "proof_challenge")
    String proofChallenge;

    @Column(name = "proof_path")
    String proofPath;

    @Column(name = "proof_signature")
    String proofSignature;

    @Column(name = "proof_format")
    String proofFormat;

    @Column(name = "proven_at")
    Instant provenAt;

    @Column(name = "confirmed_address")
    String confirmedAddress;

    @Column(name = "confirmation_signature")
    String confirmationSignature;

    @Column(name = "confirmation_login_key")
    String confirmationLoginKey;

    @Column(name = "confirmed_at")
    Instant confirmedAt;

    @Column(name = "confirmation_entry_hash")
    byte[] confirmationEntryHash;

    @Column(name = "confirmation_entry_time")
    Instant confirmationEntryTime;

    RegisteredKey toModel() {
        Verification proof = proofKind == null
                ? null
                : new Verification(proofKind, proofChallenge, proofPath, proofSignature, proofFormat, provenAt);
        Confirmation confirmation = confirmedAddress == null
                ? null
                : new Confirmation(
                        confirmedAddress,
                        confirmationSignature,
                        confirmationLoginKey,
                        confirmedAt,
                        confirmationEntry());
        return new RegisteredKey(
                new KeyId(id),
                new WalletId(walletId),
                position,
                CosignerKey.parse(keyText, Network.parse(network)),
                label,
                new Device(deviceModel, deviceFirmware),
                holderId == null ? null : new AccountId(holderId),
                KeyState.ofWord(state),
                nonce,
                proof,
                confirmation);
    }

    private @Nullable Entry confirmationEntry() {
        return confirmationEntryHash == null
                ? null
                : new Entry(EventType.KEY_CONFIRMED, Bytes32.of(confirmationEntryHash), confirmationEntryTime);
    }

    void apply(RegisteredKey key) {
        id = key.id().value();
        walletId = key.walletId().value();
        position = key.position();
        keyText = key.key().toString();
        label = key.label();
        deviceModel = key.device().model();
        deviceFirmware = key.device().firmware();
        holderId = key.holder().map(AccountId::value).orElse(null);
        state = key.state().word();
        nonce = key.nonce();
        applyProof(key.proof());
        applyConfirmation(key.confirmation());
    }

    private void applyProof(Verification proof) {
        if (proof != null) {
            proofKind = proof.kind();
            proofChallenge = proof.challenge();
            proofPath = proof.path();
            proofSignature = proof.signature();
            proofFormat = proof.format();
            provenAt = proof.at();
        }
    }

    private void applyConfirmation(Confirmation confirmation) {
        if (confirmation != null) {
            confirmedAddress = confirmation.firstAddress();
            confirmationSignature = confirmation.signature();
            confirmationLoginKey = confirmation.loginKey();
            confirmedAt = confirmation.at();
        }
    }
}
