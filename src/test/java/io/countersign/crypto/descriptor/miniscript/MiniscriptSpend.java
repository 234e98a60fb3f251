package io.countersign.crypto.descriptor.miniscript;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.Script;
import fr.acinq.bitcoin.ScriptTree;
import fr.acinq.bitcoin.ScriptWitness;
import fr.acinq.bitcoin.SigVersion;
import fr.acinq.bitcoin.XonlyPublicKey;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.finalize.SpendCheck;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.InputLocks;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Spends an output of a miniscript whose keys are names; bitcoin-kmp makes the signatures and the taproot output. */
final class MiniscriptSpend {

    private static final long COIN = 100_000;
    private static final int SIGHASH_ALL = 1;
    private static final Map<String, Bytes> PUBLIC_KEYS = new ConcurrentHashMap<>();
    private static final PrivateKey INTERNAL = privateKey("internal");

    private final ScriptContext context;
    private final Bytes script;
    private final Transaction unsigned;
    private final TxOutput coin;

    MiniscriptSpend(Miniscript<String> miniscript, InputLocks locks) {
        this.context = miniscript.context();
        this.script = miniscript.toScript(key -> keyBytes(key, context));
        this.coin = new TxOutput(COIN, outputScript());
        Outpoint spent = new Outpoint(new Txid(Hashes.sha256(script)), 0);
        this.unsigned = new Transaction(
                (int) locks.version(),
                List.of(TxInput.unsigned(spent, locks.sequence())),
                List.of(new TxOutput(COIN - 1000, OutputScript.p2wsh(script))),
                locks.lockTime());
    }

    static Bytes keyBytes(String name, ScriptContext context) {
        Bytes key = PUBLIC_KEYS.computeIfAbsent(name, MiniscriptSpend::publicKey);
        return key.sliceFrom(context == ScriptContext.TAPSCRIPT ? 1 : 0);
    }

    Bytes script() {
        return script;
    }

    Transaction unsigned() {
        return unsigned;
    }

    TxOutput coin() {
        return coin;
    }

    Bytes signature(String name) {
        fr.acinq.bitcoin.Transaction theirs =
                fr.acinq.bitcoin.Transaction.read(unsigned.serialize().toArray());
        PrivateKey key = privateKey(name);
        if (context == ScriptContext.P2WSH) {
            byte[] signature = fr.acinq.bitcoin.Transaction.signInput(
                    theirs,
                    0,
                    script.toArray(),
                    SIGHASH_ALL,
                    new fr.acinq.bitcoin.Satoshi(COIN),
                    SigVersion.SIGVERSION_WITNESS_V0,
                    key);
            return Bytes.of(signature);
        }
        fr.acinq.bitcoin.TxOut theirCoin = new fr.acinq.bitcoin.TxOut(
                new fr.acinq.bitcoin.Satoshi(COIN), coin.script().toArray());
        return Bytes.of(fr.acinq.bitcoin.Transaction.signInputTaprootScriptPath(
                        key, theirs, 0, List.of(theirCoin), 0, leaf().hash(), null, null)
                .toByteArray());
    }

    /** What the interpreter has against this witness, which is given without script and control block. */
    Optional<String> failure(List<Bytes> witness) {
        TxInput signed = unsigned.inputs().get(0).withSignature(Bytes.EMPTY, withScript(witness));
        return SpendCheck.run(unsigned.withInputs(List.of(signed)), List.of(coin))
                .map(SpendCheck.ScriptFailure::detail);
    }

    private List<Bytes> withScript(List<Bytes> witness) {
        List<Bytes> whole = new ArrayList<>(witness);
        if (context == ScriptContext.P2WSH) {
            whole.add(script);
            return whole;
        }
        ScriptWitness made =
                Script.witnessScriptPathPay2tr(INTERNAL.xOnlyPublicKey(), leaf(), new ScriptWitness(List.of()), leaf());
        made.stack.forEach(element -> whole.add(Bytes.of(element.toByteArray())));
        return whole;
    }

    private Bytes outputScript() {
        if (context == ScriptContext.P2WSH) {
            return OutputScript.p2wsh(script);
        }
        XonlyPublicKey internal = INTERNAL.xOnlyPublicKey();
        return Bytes.of(Script.write(Script.pay2tr(internal, leaf())));
    }

    private ScriptTree.Leaf leaf() {
        return new ScriptTree.Leaf(new ByteVector(script.toArray()), Script.TAPROOT_LEAF_TAPSCRIPT);
    }

    private static Bytes publicKey(String name) {
        return Bytes.of(privateKey(name).publicKey().value.toByteArray());
    }

    private static PrivateKey privateKey(String name) {
        return new PrivateKey(Crypto.sha256(name.getBytes(StandardCharsets.UTF_8)));
    }
}
