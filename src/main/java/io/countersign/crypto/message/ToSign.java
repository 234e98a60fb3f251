package io.countersign.crypto.message;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.finalize.SpendCheck;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.sighash.LegacySighash;
import io.countersign.crypto.sighash.SegwitV0Sighash;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** BIP322's {@code to_sign} with the coins that its inputs spend, the first of which is that of {@code to_spend}. */
record ToSign(Bip322Form form, Transaction transaction, List<TxOutput> coins) {

    static final TxOutput OUTPUT = new TxOutput(0, Bytes.ofHex("6a"));

    ToSign {
        coins = List.copyOf(coins);
        if (coins.isEmpty() || coins.size() != transaction.inputs().size()) {
            throw new MalformedException(Bip322Message.FORMAT, "A coin is needed for each input of the signature.");
        }
    }

    /** Whether the shape is as specified, all rules are kept, and every input's scripts agree. */
    boolean isRightFor(Transaction toSpend) {
        return hasForm(toSpend)
                && keepsRules()
                && SpendCheck.run(transaction, coins).isEmpty();
    }

    /** "Full": what the transaction spends first and pays, its version, and no input twice. */
    private boolean hasForm(Transaction toSpend) {
        List<Outpoint> outpoints = transaction.outpoints();
        return (transaction.version() == 0 || transaction.version() == 2)
                && outpoints.get(0).equals(new Outpoint(toSpend.txid(), 0))
                && coins.get(0).equals(toSpend.outputs().get(0))
                && transaction.outputs().equals(List.of(OUTPUT))
                && outpoints.stream().distinct().count() == outpoints.size()
                && !outpoints.contains(Bip322Message.NO_OUTPOINT);
    }

    private boolean keepsRules() {
        return IntStream.range(0, coins.size())
                .allMatch(i -> satisfied(i).filter(SatisfiedScript::keepsRules).isPresent());
    }

    /** True where the address itself is satisfied by a signature at least. */
    boolean hasSignature() {
        return satisfied(0).filter(SatisfiedScript::hasSignature).isPresent();
    }

    /** What the key of a P2PKH or P2WPKH address signed; empty for other addresses. */
    Optional<SignedHash> signedHash() {
        Bytes script = coins.get(0).script();
        return switch (ScriptTemplate.of(script)) {
            case P2PKH ->
                signature()
                        .map(signature ->
                                new SignedHash(signature, LegacySighash.hash(transaction, 0, script, SighashType.ALL)));
            case P2WPKH -> signature().map(signature -> new SignedHash(signature, segwitHash(script)));
            default -> Optional.empty();
        };
    }

    private Bytes32 segwitHash(Bytes program) {
        return SegwitV0Sighash.of(transaction)
                .hash(
                        0,
                        OutputScript.p2pkh(program.sliceFrom(2)),
                        Satoshi.of(coins.get(0).amountSat()),
                        SighashType.ALL);
    }

    /** That of a single key: the first element, whose last byte is its type. */
    private Optional<EcdsaSignature> signature() {
        return satisfied(0)
                .map(script -> script.elements().get(0))
                .map(element -> EcdsaSignature.parseDer(element.slice(0, element.size() - 1)));
    }

    private Optional<SatisfiedScript> satisfied(int index) {
        return SatisfiedScript.of(
                transaction.inputs().get(index), coins.get(index).script());
    }
}
