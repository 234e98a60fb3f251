package io.countersign.cli.verify;

import io.countersign.crypto.verify.VerifiedSignature;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A proposal against what the log tells of it: nothing of it is hidden, and nothing made up. */
final class ProposalTrail {

    private static final String PROPOSAL = ProposalCheck.PROPOSAL;

    private final Report report;
    private final Shown proposal;
    private final List<Shown> leaves;

    ProposalTrail(Report report, Shown proposal, List<Shown> leaves) {
        this.report = report;
        this.proposal = proposal;
        this.leaves = leaves;
    }

    void checkCreation() {
        List<Shown> created = ofType("proposal.created");
        if (created.size() != 1) {
            report.wrong(PROPOSAL, "The log tells of %d creations of the proposal.".formatted(created.size()));
            return;
        }
        Shown leaf = created.get(0);
        Shown data = leaf.get("data");
        report.requireSame(leaf.textOrEmpty("actor"), proposal.text("createdBy"), PROPOSAL, "The creator");
        report.requireSame(
                Trail.saltedHash(leaf, proposal.text("txid")),
                data.text("txidHash"),
                PROPOSAL,
                "The hash of the transaction's id");
        report.require(
                Trail.saltedHash(leaf, proposal.textOrEmpty("memo")).equals(data.text("memoHash")),
                PROPOSAL,
                "The memo is not the one with which the proposal was made.");
    }

    /** Each signature that the log tells of is in the PSBT, and each there is told of. */
    void checkSignatures(List<VerifiedSignature> signatures) {
        Set<String> shown = new HashSet<>();
        Set<String> told = new HashSet<>();
        for (Shown leaf : ofType("proposal.signed")) {
            signatures.forEach(signature -> shown.add(Trail.saltedHash(leaf, signature.signatureWithHashType())));
            leaf.get("data").list("accepted").forEach(accepted -> told.add(accepted.text("hash")));
        }
        report.require(
                shown.containsAll(told),
                PROPOSAL,
                "A signature that the log tells of is not in the PSBT: it is withheld.");
        long toldOf =
                signatures.stream().filter(signature -> isTold(signature, told)).count();
        report.require(
                toldOf == signatures.size(), PROPOSAL, "The PSBT has a signature that the log does not tell of.");
    }

    private boolean isTold(VerifiedSignature signature, Set<String> told) {
        return ofType("proposal.signed").stream()
                .anyMatch(leaf -> told.contains(Trail.saltedHash(leaf, signature.signatureWithHashType())));
    }

    /** Who is shown as having rejected did so, and who did so is shown. */
    void checkRejections(Map<String, String> holders) {
        Set<String> rejecting = new HashSet<>();
        ofType("proposal.rejected").forEach(leaf -> rejecting.add(leaf.text("actor")));
        proposal.list("signers").forEach(signer -> {
            String holder = holders.getOrDefault(signer.text("keyId"), "");
            String state = signer.text("state");
            report.require(
                    !state.equals("rejected") || rejecting.contains(holder),
                    PROPOSAL,
                    "A cosigner is shown as having rejected, and the log does not tell of it.");
            report.require(
                    !rejecting.contains(holder) || !state.equals("pending"),
                    PROPOSAL,
                    "A cosigner's rejection that the log tells of is not shown.");
        });
    }

    /** The state is that of the last event; an expiry shows before its event comes. */
    void checkState() {
        String last = leaves.isEmpty()
                ? ""
                : leaves.get(leaves.size() - 1).get("data").textOrEmpty("state");
        String state = proposal.text("state");
        boolean isExpiring = state.equals("expired") && last.equals("collecting");
        report.require(
                last.isEmpty() || state.equals(last) || isExpiring,
                PROPOSAL,
                "The proposal is shown as %s, and the log's last word of it is %s.".formatted(state, last));
    }

    private List<Shown> ofType(String type) {
        return leaves.stream().filter(leaf -> leaf.text("type").equals(type)).toList();
    }
}
