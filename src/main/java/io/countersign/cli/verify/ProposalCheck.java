package io.countersign.cli.verify;

import io.countersign.cli.verify.ReadSpend.Coin;
import io.countersign.cli.verify.ReadSpend.Payment;
import io.countersign.crypto.finalize.SizeEstimate;
import io.countersign.crypto.tx.FeeRate;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.verify.VerifiedSignature;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server's summary of a proposal, compared with the PSBT itself: it may say nothing that the bytes do not. */
final class ProposalCheck {

    static final String PROPOSAL = "proposal";

    private final Report report;
    private final ReadSpend spend;
    private final Shown proposal;
    private final String path;

    ProposalCheck(Report report, ReadSpend spend, Shown proposal, String path) {
        this.report = report;
        this.spend = spend;
        this.proposal = proposal;
        this.path = path;
    }

    /** What is the same whoever has signed. */
    void checkTerms() {
        same(spend.unsigned().txid().toHex(), proposal.text("txid"), "The transaction's id");
        same(spend.feeSat(), proposal.number("feeSat"), "The fee");
        same(path, proposal.text("spendPath"), "The spend path");
        checkInputs(proposal.list("inputs").toList());
        checkOutputs(proposal.list("outputs").toList());
        checkThreshold();
    }

    private void checkThreshold() {
        long threshold = spend.coins().get(0).place().path(path).path().threshold();
        same(threshold, proposal.number("threshold"), "The threshold");
        same(threshold, proposal.number("signaturesRequired"), "The number of signatures required");
    }

    private void checkInputs(List<Shown> inputs) {
        same(spend.coins().size(), inputs.size(), "The number of inputs");
        for (int i = 0; i < Math.min(inputs.size(), spend.coins().size()); i++) {
            Coin coin = spend.coins().get(i);
            Outpoint spent = spend.unsigned().inputs().get(i).outpoint();
            Shown input = inputs.get(i);
            same(spent.txid().toHex(), input.text("txid"), "The transaction that input %d spends of".formatted(i));
            same(spent.vout(), input.number("vout"), "The output that input %d spends".formatted(i));
            same(coin.output().amountSat(), input.number("amountSat"), "The amount of input %d".formatted(i));
            same(coin.output().script().toHex(), input.text("scriptPubKey"), "The script of input %d".formatted(i));
            same(
                    place(coin.place().branch(), coin.place().index()),
                    input.text("derivation"),
                    "The place of input %d".formatted(i));
        }
    }

    private void checkOutputs(List<Shown> outputs) {
        same(spend.payments().size(), outputs.size(), "The number of outputs");
        for (int i = 0; i < Math.min(outputs.size(), spend.payments().size()); i++) {
            Payment payment = spend.payments().get(i);
            Shown output = outputs.get(i);
            same(payment.address().orElse(""), output.textOrEmpty("address"), "The address of output %d".formatted(i));
            same(payment.output().amountSat(), output.number("amountSat"), "The amount of output %d".formatted(i));
            same(
                    payment.isChange() ? "change" : "recipient",
                    output.text("kind"),
                    "The kind of output %d".formatted(i));
            same(payment.isOwn(), output.flag("own"), "Whether output %d is the wallet's own".formatted(i));
            same(
                    payment.output().script().toHex(),
                    output.text("scriptPubKey"),
                    "The script of output %d".formatted(i));
            String place =
                    payment.place().map(own -> place(own.branch(), own.index())).orElse("");
            same(place, output.textOrEmpty("derivation"), "The place of output %d".formatted(i));
        }
    }

    /** Before there is a final transaction the size is the worst case. */
    void checkSize(long virtualSize) {
        same(virtualSize, proposal.number("virtualSize"), "The size");
        BigDecimal rate = FeeRate.of(Satoshi.of(spend.feeSat()), virtualSize).satPerVbyte();
        report.require(
                rate.compareTo(proposal.decimal("feeRate")) == 0,
                PROPOSAL,
                "The fee rate is %s sat/vB, and the server shows %s.".formatted(rate, proposal.decimal("feeRate")));
    }

    int estimatedSize() {
        return SizeEstimate.virtualSize(SignatureCheck.expected(spend));
    }

    /** Who has signed, by the signatures themselves; {@code positions} are those of the keys' ids. */
    void checkSigners(List<VerifiedSignature> signatures, Map<String, Integer> positions) {
        Set<Integer> whole = SignatureCheck.whole(spend, signatures);
        Set<Integer> listed = new HashSet<>();
        for (Shown signer : proposal.list("signers").toList()) {
            String keyId = signer.text("keyId");
            Integer position = positions.get(keyId);
            if (position == null) {
                report.wrong(PROPOSAL, "The signer %s has no key in the wallet.".formatted(keyId));
                continue;
            }
            listed.add(position);
            boolean isSigned = signer.text("state").equals("signed");
            same(whole.contains(position), isSigned, "Whether the key at position %d has signed".formatted(position));
        }
        Set<Integer> own =
                new HashSet<>(spend.coins().get(0).place().path(path).path().positions());
        same(own, listed, "The keys that may sign");
        same((long) whole.size(), proposal.number("signaturesCollected"), "The number of signatures collected");
    }

    private static String place(int branch, long index) {
        return branch + "/" + index;
    }

    private void same(Object expected, Object shown, String what) {
        report.requireSame(expected, shown, PROPOSAL, what);
    }
}
