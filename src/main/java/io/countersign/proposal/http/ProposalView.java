package io.countersign.proposal.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.crypto.tx.FeeRate;
import io.countersign.crypto.tx.Transaction;
import io.countersign.kernel.Entry;
import io.countersign.platform.http.ReceiptView;
import io.countersign.proposal.model.Attestation;
import io.countersign.proposal.model.Failure;
import io.countersign.proposal.model.PaidOutput;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.ProposalFacts;
import io.countersign.proposal.model.SignerProgress;
import io.countersign.proposal.model.SigningSession;
import io.countersign.proposal.model.SpentCoin;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A proposal as the wire has it. */
public record ProposalView(
        String id,
        String walletId,
        String state,
        long version,
        String txid,
        @Nullable String finalTxid,
        long feeSat,
        BigDecimal feeRate,
        int virtualSize,
        List<InputView> inputs,
        List<OutputView> outputs,
        int threshold,
        int signaturesRequired,
        int signaturesCollected,
        List<SignerView> signers,
        String spendPath,
        @Nullable AttestationView attestation,
        @Nullable FailureView failure,
        @Nullable String signingSession,
        String createdBy,
        @Nullable String memo,
        Instant createdAt,
        Instant expiresAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<AcceptedView> accepted,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReceiptView receipt) {

    public static ProposalView of(Proposal proposal, Instant now) {
        ProposalFacts facts = proposal.facts();
        Optional<Transaction> last = proposal.finalTransaction();
        int size = last.map(Transaction::virtualSize).orElse(facts.virtualSize());
        return new ProposalView(
                facts.id().toString(),
                facts.walletId().toString(),
                proposal.stateAt(now).word(),
                proposal.versionAt(now),
                facts.unsigned().txid().toHex(),
                last.map(transaction -> transaction.txid().toHex()).orElse(null),
                facts.fee().value(),
                FeeRate.of(facts.fee(), size).satPerVbyte(),
                size,
                facts.inputs().stream().map(InputView::of).toList(),
                facts.outputs().stream().map(OutputView::of).toList(),
                facts.threshold(),
                facts.threshold(),
                proposal.signaturesCollected(),
                proposal.signers().stream().map(SignerView::of).toList(),
                facts.spendPath(),
                AttestationView.of(proposal.attestation()),
                FailureView.of(proposal.failure()),
                proposal.session().map(SigningSession::id).orElse(null),
                facts.createdBy().toString(),
                facts.memo(),
                facts.createdAt(),
                facts.expiresAt(),
                null,
                null);
    }

    /** The same with a receipt, and with what was accepted where signatures came along. */
    public ProposalView with(@Nullable List<AcceptedView> acceptedNow, Entry entry) {
        return new ProposalView(
                id,
                walletId,
                state,
                version,
                txid,
                finalTxid,
                feeSat,
                feeRate,
                virtualSize,
                inputs,
                outputs,
                threshold,
                signaturesRequired,
                signaturesCollected,
                signers,
                spendPath,
                attestation,
                failure,
                signingSession,
                createdBy,
                memo,
                createdAt,
                expiresAt,
                acceptedNow,
                ReceiptView.of(entry));
    }

    /** A coin that is spent. */
    public record InputView(
            String txid, long vout, long amountSat, String address, String derivation, String scriptPubKey) {
        static InputView of(SpentCoin coin) {
            return new InputView(
                    coin.outpoint().txid().toHex(),
                    coin.outpoint().vout(),
                    coin.output().amountSat(),
                    coin.address(),
                    coin.derivation(),
                    coin.output().script().toHex());
        }
    }

    /** An output: a recipient, or change that the descriptor derives. */
    public record OutputView(
            @Nullable String address,
            long amountSat,
            String kind,
            boolean own,
            @Nullable String derivation,
            String scriptPubKey) {
        static OutputView of(PaidOutput output) {
            return new OutputView(
                    output.address(),
                    output.output().amountSat(),
                    output.isChange() ? "change" : "recipient",
                    output.isOwn(),
                    output.isOwn() ? output.branch() + "/" + output.index() : null,
                    output.output().script().toHex());
        }
    }

    /** How far a cosigner is. */
    public record SignerView(String keyId, String state, @Nullable Instant signedAt) {
        static SignerView of(SignerProgress signer) {
            return new SignerView(signer.keyId().toString(), signer.state(), signer.signedAt());
        }
    }

    /** The creator's word. */
    public record AttestationView(String loginKey, String signature, Instant at) {
        static @Nullable AttestationView of(@Nullable Attestation attestation) {
            return attestation == null
                    ? null
                    : new AttestationView(attestation.loginKey(), attestation.signature(), attestation.at());
        }
    }

    /** Why the network refused it. */
    public record FailureView(String reason, String detail) {
        static @Nullable FailureView of(@Nullable Failure failure) {
            return failure == null ? null : new FailureView(failure.reason(), failure.detail());
        }
    }

    /** A page of proposals. */
    public record ProposalPage(List<ProposalView> items, @Nullable String nextCursor) {}
}
