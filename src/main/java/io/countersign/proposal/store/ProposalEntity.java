package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import io.countersign.proposal.model.Attestation;
import io.countersign.proposal.model.Collected;
import io.countersign.proposal.model.Failure;
import io.countersign.proposal.model.MusigSeat;
import io.countersign.proposal.model.PaidOutput;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.ProposalFacts;
import io.countersign.proposal.model.ProposalState;
import io.countersign.proposal.model.Rejection;
import io.countersign.proposal.model.SpentCoin;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code proposal}, without inputs, outputs, signatures and rejections. */
@NullUnmarked
@Entity
@Table(name = "proposal")
class ProposalEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "wallet_id")
    UUID walletId;

    @Column(name = "state")
    String state;

    @Column(name = "version")
    long version;

    @Column(name = "txid")
    byte[] txid;

    @Column(name = "unsigned_tx")
    byte[] unsignedTx;

    @Column(name = "fee_sat")
    long feeSat;

    @Column(name = "virtual_size")
    int virtualSize;

    @Column(name = "threshold")
    int threshold;

    @Column(name = "key_ids")
    String keyIds;

    @Column(name = "key_groups")
    String keyGroups;

    @Column(name = "spend_path")
    String spendPath;

    @Column(name = "created_by")
    UUID createdBy;

    @Column(name = "memo")
    String memo;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "attestation_login_key")
    String attestationLoginKey;

    @Column(name = "attestation_signature")
    String attestationSignature;

    @Column(name = "attested_at")
    Instant attestedAt;

    @Column(name = "final_tx")
    byte[] finalTx;

    @Column(name = "failure_reason")
    String failureReason;

    @Column(name = "failure_detail")
    String failureDetail;

    ProposalFacts toFacts(List<SpentCoin> inputs, List<PaidOutput> outputs, List<MusigSeat> musigSeats) {
        List<KeyId> keys =
                Arrays.stream(keyIds.split(",")).map(KeyId::fromString).toList();
        return new ProposalFacts(
                new ProposalId(id),
                new WalletId(walletId),
                Transaction.parseWithoutWitness(Bytes.of(unsignedTx)),
                inputs,
                outputs,
                Satoshi.of(feeSat),
                virtualSize,
                threshold,
                keys,
                KeyGroups.parse(keyGroups, keys),
                musigSeats,
                spendPath,
                new AccountId(createdBy),
                memo,
                expiresAt,
                createdAt);
    }

    Proposal toModel(ProposalFacts facts, Collected collected, List<Rejection> rejections) {
        return new Proposal(
                facts,
                ProposalState.ofWord(state),
                version,
                collected,
                rejections,
                attestedAt == null ? null : new Attestation(attestationLoginKey, attestationSignature, attestedAt),
                finalTx == null ? null : Transaction.parse(Bytes.of(finalTx)),
                failureReason == null ? null : new Failure(failureReason, failureDetail));
    }

    void applyFacts(ProposalFacts facts) {
        id = facts.id().value();
        walletId = facts.walletId().value();
        txid = facts.unsigned().txid().hash().toArray();
        unsignedTx = facts.unsigned().serializeWithoutWitness().toArray();
        feeSat = facts.fee().value();
        virtualSize = facts.virtualSize();
        threshold = facts.threshold();
        keyIds = facts.keyIds().stream().map(KeyId::toString).collect(Collectors.joining(","));
        keyGroups = KeyGroups.print(facts.groups(), facts.keyIds());
        spendPath = facts.spendPath();
        createdBy = facts.createdBy().value();
        memo = facts.memo();
        expiresAt = facts.expiresAt();
        createdAt = facts.createdAt();
    }

    /** What may change. The final transaction is written once. */
    void apply(Proposal proposal) {
        state = proposal.state().word();
        version = proposal.version();
        if (finalTx == null) {
            finalTx = proposal.finalTransaction()
                    .map(transaction -> transaction.serialize().toArray())
                    .orElse(null);
        }
        Attestation attestation = proposal.attestation();
        if (attestation != null) {
            attestationLoginKey = attestation.loginKey();
            attestationSignature = attestation.signature();
            attestedAt = attestation.at();
        }
        Failure failure = proposal.failure();
        failureReason = failure == null ? null : failure.reason();
        failureDetail = failure == null ? null : failure.detail();
    }
}
