package io.countersign.attack.evil;

import static io.countersign.attack.evil.Lie.at;
import static io.countersign.attack.evil.Lie.json;
import static io.countersign.attack.evil.Lie.list;
import static io.countersign.attack.evil.Lie.psbt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.Transaction;
import fr.acinq.bitcoin.TxIn;
import fr.acinq.bitcoin.TxOut;
import io.countersign.testing.RawPsbt;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Threats A1, A2, B3 to B9 and B11: a summary that is not the PSBT, a PSBT that is not the proposal, signatures hidden or made up. */
final class ProposalLies {

    private static final String STRANGER = "0014" + "09".repeat(20);

    private final String collecting;
    private final String rejected;
    private final String confirmed;

    /** @param collecting has one signature and is attested, {@code confirmed} is on the chain */
    ProposalLies(String collecting, String rejected, String confirmed) {
        this.collecting = collecting;
        this.rejected = rejected;
        this.confirmed = confirmed;
    }

    List<Lie> all() {
        List<Lie> lies = new ArrayList<>(summary());
        lies.addAll(bytes());
        lies.addAll(signers());
        lies.addAll(finals());
        return lies;
    }

    private List<Lie> summary() {
        return List.of(
                output(
                        "another recipient",
                        0,
                        item -> item.put("address", "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080")),
                output(
                        "another amount",
                        0,
                        item -> item.put("amountSat", item.get("amountSat").asLong() - 1)),
                output("a payment called change", 0, item -> item.put("kind", "change")),
                output("a payment called the wallet's own", 0, item -> item.put("own", true)),
                output("change called a payment", 1, item -> item.put("kind", "recipient")),
                output("another script of an output", 0, item -> item.put("scriptPubKey", STRANGER)),
                shown("an output left out", root -> list(root, "outputs").remove(0)),
                shown("an output made up", root -> list(root, "outputs")
                        .add(root.get("outputs").get(0).deepCopy())),
                shown(
                        "a lower fee",
                        root -> root.put("feeSat", root.get("feeSat").asLong() - 1_000)),
                shown("a lower fee rate", root -> root.put("feeRate", 1)),
                shown(
                        "another size",
                        root -> root.put("virtualSize", root.get("virtualSize").asInt() + 1)),
                shown("another transaction's id", root -> root.put("txid", "07".repeat(32))),
                shown("another amount of a coin", root -> at(root.get("inputs"), 0)
                        .put("amountSat", 1)),
                shown("another coin", root -> at(root.get("inputs"), 0).put("txid", "07".repeat(32))),
                shown("another place of a coin", root -> at(root.get("inputs"), 0)
                        .put("derivation", "0/999")),
                shown("another memo", root -> root.put("memo", "urgent")),
                shown("no memo", root -> root.putNull("memo")),
                shown("another creator", root -> root.put("createdBy", "018f0000-0000-7000-8000-000000000000")),
                shown("an attestation over something else", root -> {
                    ObjectNode attestation = (ObjectNode) root.get("attestation");
                    attestation.put(
                            "signature", flipped(attestation.get("signature").asText()));
                }),
                shown("an attestation by an unknown key", root -> ((ObjectNode) root.get("attestation"))
                        .put("loginKey", "02" + "07".repeat(32))),
                shown("a proposal cancelled that is not", root -> root.put("state", "cancelled")),
                shown("another proposal", root -> root.put("id", rejected)),
                json("a proposal hidden", "/v1/wallets/[^/]+/proposals.*", root -> list(root, "items")
                        .remove(0)));
    }

    private List<Lie> signers() {
        return List.of(
                shown("a lower threshold", root -> root.put("threshold", 1)),
                shown("fewer signatures required", root -> root.put("signaturesRequired", 1)),
                shown("more signatures collected", root -> root.put("signaturesCollected", 2)),
                shown("fewer signatures collected", root -> root.put("signaturesCollected", 0)),
                shown("a signature made up", root -> at(root.get("signers"), 1).put("state", "signed")),
                shown("a signature denied", root -> at(root.get("signers"), 0).put("state", "pending")),
                shown("a rejection made up", root -> at(root.get("signers"), 2).put("state", "rejected")),
                shown("a signer left out", root -> list(root, "signers").remove(2)),
                shown("a signer made up", root -> at(root.get("signers"), 2)
                        .put("keyId", "018f0000-0000-7000-8000-000000000000")),
                json("a rejection denied", "/v1/proposals/" + rejected, root -> root.get("signers")
                        .forEach(signer -> {
                            if (signer.get("state").asText().equals("rejected")) {
                                ((ObjectNode) signer).put("state", "pending");
                            }
                        })));
    }

    private List<Lie> bytes() {
        return List.of(
                changed(
                        "a recipient replaced in the PSBT",
                        tx -> withOutput(
                                tx,
                                0,
                                new TxOut(tx.txOut.get(0).amount, HexFormat.of().parseHex(STRANGER)))),
                changed(
                        "an amount changed in the PSBT",
                        tx -> withOutput(
                                tx,
                                0,
                                new TxOut(
                                        new Satoshi(tx.txOut.get(0).amount.toLong() - 500),
                                        tx.txOut.get(0).publicKeyScript))),
                changed(
                        "false change in the PSBT",
                        tx -> withOutput(
                                tx,
                                1,
                                new TxOut(tx.txOut.get(1).amount, HexFormat.of().parseHex(STRANGER)))),
                changed(
                        "an input that replaces none",
                        tx -> new Transaction(
                                tx.version, List.of(new TxIn(tx.txIn.get(0).outPoint, 0)), tx.txOut, tx.lockTime)),
                changed("a lock time", tx -> new Transaction(tx.version, tx.txIn, tx.txOut, 500)),
                served("no previous transaction", psbt -> psbt.input(0).remove(RawPsbt.NON_WITNESS_UTXO)),
                served("a false amount of the coin", psbt -> psbt.input(0)
                        .put(RawPsbt.WITNESS_UTXO, "0100000000000000" + "22" + "0020" + "07".repeat(32))),
                served("another witness script", psbt -> psbt.input(0).put(RawPsbt.INPUT_WITNESS_SCRIPT, "51")),
                served("a signature type that binds one output", psbt -> psbt.input(0)
                        .put(RawPsbt.SIGHASH_TYPE, "03000000")),
                served("a signature type that binds no other input", psbt -> psbt.input(0)
                        .put(RawPsbt.SIGHASH_TYPE, "81000000")),
                served("key fields of another place", psbt -> {
                    Map<String, String> input = psbt.input(0);
                    String key = input.keySet().stream()
                            .filter(one -> one.startsWith(RawPsbt.INPUT_DERIVATION))
                            .findFirst()
                            .orElseThrow();
                    input.put(key, input.get(key).replaceFirst("........$", "ff000000"));
                }),
                served("a signature withheld", psbt -> psbt.input(0)
                        .keySet()
                        .removeIf(key -> key.startsWith(RawPsbt.PARTIAL_SIGNATURE) && key.length() > 2)),
                served("a signature spoilt", psbt -> psbt.input(0)
                        .replaceAll((key, value) -> key.startsWith(RawPsbt.PARTIAL_SIGNATURE) && key.length() > 2
                                ? flippedInside(value)
                                : value)),
                served("a signature by a stranger's key", psbt -> {
                    String made = psbt.input(0).entrySet().stream()
                            .filter(pair -> pair.getKey().startsWith(RawPsbt.PARTIAL_SIGNATURE)
                                    && pair.getKey().length() > 2)
                            .findFirst()
                            .orElseThrow()
                            .getValue();
                    psbt.input(0)
                            .put(
                                    RawPsbt.PARTIAL_SIGNATURE
                                            + "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                                    made);
                }),
                new Lie(
                        "no PSBT at all",
                        java.util.regex.Pattern.compile("/v1/proposals/" + collecting + "/psbt"),
                        body -> "nothing".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private List<Lie> finals() {
        String transaction = "/v1/proposals/" + confirmed + "/transaction";
        return List.of(
                json(
                        "another final transaction",
                        transaction,
                        root -> root.put(
                                "hex",
                                hex(withOutput(
                                        read(root),
                                        0,
                                        new TxOut(new Satoshi(1), HexFormat.of().parseHex(STRANGER)))))),
                json(
                        "a final transaction without its witnesses",
                        transaction,
                        root -> root.put("hex", hex(stripped(read(root))))),
                json("another id of the final transaction", transaction, root -> root.put("txid", "07".repeat(32))),
                json("another id with witnesses", transaction, root -> root.put("wtxid", "07".repeat(32))),
                json(
                        "another final id in the proposal",
                        "/v1/proposals/" + confirmed,
                        root -> root.put("finalTxid", "07".repeat(32))),
                json("no final id in the proposal", "/v1/proposals/" + confirmed, root -> root.putNull("finalTxid")),
                json("a spend called failed", "/v1/proposals/" + confirmed, root -> root.put("state", "failed")));
    }

    private Lie shown(String name, Consumer<ObjectNode> change) {
        return json(name, "/v1/proposals/" + collecting, change);
    }

    private Lie output(String name, int index, Consumer<ObjectNode> change) {
        return shown(name, root -> change.accept(at(root.get("outputs"), index)));
    }

    private Lie served(String name, Consumer<RawPsbt> change) {
        return psbt(name, "/v1/proposals/" + collecting + "/psbt", change);
    }

    private Lie changed(String name, UnaryOperator<Transaction> change) {
        return served(name, psbt -> psbt.global().put(RawPsbt.UNSIGNED_TX, hex(change.apply(psbt.unsigned()))));
    }

    private static Transaction read(ObjectNode root) {
        return Transaction.read(root.get("hex").asText());
    }

    private static Transaction stripped(Transaction transaction) {
        List<TxIn> inputs = transaction.txIn.stream()
                .map(input -> new TxIn(input.outPoint, input.signatureScript.toByteArray(), input.sequence))
                .toList();
        return new Transaction(transaction.version, inputs, transaction.txOut, transaction.lockTime);
    }

    private static Transaction withOutput(Transaction transaction, int index, TxOut output) {
        List<TxOut> outputs = new ArrayList<>(transaction.txOut);
        outputs.set(index, output);
        return new Transaction(transaction.version, transaction.txIn, outputs, transaction.lockTime);
    }

    private static String hex(Transaction transaction) {
        return HexFormat.of().formatHex(Transaction.write(transaction));
    }

    private static String flipped(String hex) {
        return (hex.charAt(0) == '0' ? "1" : "0") + hex.substring(1);
    }

    private static String flippedInside(String der) {
        int place = der.length() - 10;
        char digit = der.charAt(place) == '0' ? '1' : '0';
        return der.substring(0, place) + digit + der.substring(place + 1);
    }
}
