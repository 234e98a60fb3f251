package io.countersign.cli.verify;

import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.verify.VerifiedSignature;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The proposals that a server shows, each read with its PSBT, its final transaction and what the log tells of it. */
final class ProposalReader {

    private static final String PROPOSAL = ProposalCheck.PROPOSAL;

    private final Report report;
    private final ServerAccess server;
    private final Pin pin;
    private final OwnScripts scripts;
    private final Trail trail;
    private final PersonalWord word;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, String> holders = new HashMap<>();

    ProposalReader(Report report, ServerAccess server, Pin pin, Shown wallet, Trail trail, PersonalWord word) {
        this.report = report;
        this.server = server;
        this.pin = pin;
        this.scripts = new OwnScripts(pin);
        this.trail = trail;
        this.word = word;
        wallet.list("keys").forEach(key -> {
            positions.put(key.text("id"), (int) key.number("position"));
            holders.put(key.text("id"), key.textOrEmpty("holder"));
        });
    }

    /** Every proposal that the log tells of is listed, and none twice. */
    void requireAll(List<Shown> listed) {
        Set<String> ids = new HashSet<>();
        listed.forEach(
                proposal -> report.require(ids.add(proposal.text("id")), PROPOSAL, "A proposal is listed twice."));
        trail.ofType("proposal.created")
                .forEach(leaf -> report.require(
                        ids.contains(leaf.text("proposalId")),
                        PROPOSAL,
                        "The proposal %s, which the log tells of, is not listed.".formatted(leaf.text("proposalId"))));
    }

    void check(String id) {
        long before = report.faults();
        Shown proposal = server.json("/v1/proposals/" + id);
        report.requireSame(id, proposal.text("id"), PROPOSAL, "The proposal's id");
        Psbt psbt = PsbtReader.read(server.bytes("/v1/proposals/" + id + "/psbt", "application/octet-stream"));
        Optional<ReadSpend> spend = new SpendReader(report, pin, scripts).read(psbt);
        ProposalTrail told = new ProposalTrail(report, proposal, trail.ofProposal(id));
        report.attempt(PROPOSAL, told::checkCreation);
        report.attempt(PROPOSAL, () -> told.checkRejections(holders));
        report.attempt(PROPOSAL, told::checkState);
        report.attempt(PROPOSAL, () -> word.checkAttestation(proposal));
        spend.ifPresent(read -> report.attempt(PROPOSAL, () -> check(read, proposal, told)));
        if (report.faults() == before) {
            report.right(PROPOSAL, "The proposal %s, %s, is what its PSBT says.".formatted(id, proposal.text("state")));
        }
    }

    private void check(ReadSpend spend, Shown proposal, ProposalTrail told) {
        ProposalCheck check = new ProposalCheck(report, spend, proposal, proposal.text("spendPath"));
        check.checkTerms();
        if (SignatureCheck.isJudged(spend)) {
            List<VerifiedSignature> signatures = SignatureCheck.run(report, spend, spend.psbt());
            check.checkSigners(signatures, positions);
            told.checkSignatures(signatures);
        }
        if (FinalCheck.states().contains(proposal.text("state"))
                || proposal.find("finalTxid").isPresent()) {
            checkFinal(spend, proposal, check);
        } else if (SignatureCheck.isJudged(spend)) {
            check.checkSize(check.estimatedSize());
        }
    }

    private void checkFinal(ReadSpend spend, Shown proposal, ProposalCheck check) {
        Transaction transaction = FinalCheck.run(
                report, spend, server.json("/v1/proposals/%s/transaction".formatted(proposal.text("id"))));
        report.requireSame(
                transaction.txid().toHex(), proposal.text("finalTxid"), PROPOSAL, "The final transaction's id");
        check.checkSize(transaction.virtualSize());
    }
}
