package io.countersign.cli.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** What people have signed by their login keys: confirmations of the first address, and attestations of proposals. */
final class PersonalWord {

    private final Report report;
    private final Pin pin;
    private final Set<String> pinnedKeys;

    /** @param pinnedKeys the login keys that are held; empty where none are */
    PersonalWord(Report report, Pin pin, Set<String> pinnedKeys) {
        this.report = report;
        this.pin = pin;
        this.pinnedKeys = Set.copyOf(pinnedKeys);
    }

    void checkConfirmations(Shown wallet) {
        wallet.list("keys").forEach(key -> key.get("verification")
                .find("confirmation")
                .ifPresent(confirmation -> checkConfirmation(wallet.text("id"), key, confirmation)));
    }

    private void checkConfirmation(String walletId, Shown key, Shown confirmation) {
        String what = "The confirmation of the key at position %d".formatted(key.number("position"));
        report.require(
                key.text("state").equals("confirmed")
                                && confirmation.text("firstAddress").equals(pin.firstAddress())
                        || !key.text("state").equals("confirmed"),
                WalletCheck.WALLET,
                what + " is of another address than the first.");
        if (confirmation.find("signature").isPresent()) {
            List<String> lines = List.of(
                    "Countersign confirmation",
                    "wallet " + walletId,
                    "descriptor " + pin.descriptor().text(),
                    "address " + confirmation.text("firstAddress"));
            check(WalletCheck.WALLET, what, confirmation, lines);
        }
    }

    void checkAttestation(Shown proposal) {
        proposal.find("attestation").ifPresent(attestation -> {
            Bytes memo = Bytes.wrap(proposal.textOrEmpty("memo").getBytes(StandardCharsets.UTF_8));
            List<String> lines = List.of(
                    "Countersign proposal",
                    "wallet " + proposal.text("walletId"),
                    "proposal " + proposal.text("id"),
                    "txid " + proposal.text("txid"),
                    "memo " + Hashes.sha256(memo).toHex());
            check(ProposalCheck.PROPOSAL, "The attestation", attestation, lines);
        });
    }

    private void check(String check, String what, Shown word, List<String> lines) {
        String key = word.text("loginKey");
        report.require(
                pinnedKeys.isEmpty() || pinnedKeys.contains(key),
                check,
                what + " is signed by a login key that is not pinned.");
        if (LoginSignature.isJudged(key)) {
            report.require(
                    LoginSignature.isRight(key, word.text("signature"), lines),
                    check,
                    what + " does not carry a right signature.");
        }
    }
}
