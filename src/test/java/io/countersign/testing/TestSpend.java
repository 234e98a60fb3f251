package io.countersign.testing;

import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.SigVersion;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.TapLeafScript;
import io.countersign.crypto.psbt.TapScriptSignature;
import io.countersign.crypto.script.Multisig;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedKey;
import io.countersign.crypto.verify.ExpectedLeaf;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.SpendKind;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A spend of multi-signature coins with made-up previous transactions and fixed keys, which bitcoin-kmp signs. Each input has keys of
 * its own, one for each cosigner 0..n-1.
 */
public final class TestSpend {

    /** A key of the wallet that no input asks for. */
    public static final PrivateKey CHANGE_KEY = new PrivateKey(seed("change").toArray());

    private static final long COIN = 1_000_000;
    private static final long PAYMENT = 333_333;
    private static final long FEE = 2_000;

    private final SpendKind kind;
    private final int total;
    private final List<Transaction> previous;
    private final ExpectedSpend expected;

    private TestSpend(SpendKind kind, Threshold threshold, int inputs) {
        this.kind = kind;
        this.total = threshold.total();
        this.previous = IntStream.range(0, inputs)
                .mapToObj(i -> previous(i, outputScript(threshold, i)))
                .toList();
        Transaction unsigned = new Transaction(2, inputs(), outputs(inputs), 101);
        List<ExpectedInput> facts =
                IntStream.range(0, inputs).mapToObj(i -> facts(threshold, i)).toList();
        this.expected = new ExpectedSpend(unsigned, facts, Set.of(publicKey(CHANGE_KEY)));
    }

    public static TestSpend of(SpendKind kind, int required, int total, int inputs) {
        return new TestSpend(kind, Threshold.of(required, total), inputs);
    }

    /** 2-of-3 with two inputs. */
    public static TestSpend twoOfThree(SpendKind kind) {
        return of(kind, 2, 3, 2);
    }

    public ExpectedSpend expected() {
        return expected;
    }

    public Transaction unsigned() {
        return expected.unsigned();
    }

    public List<Transaction> previous() {
        return previous;
    }

    public int total() {
        return total;
    }

    public static PrivateKey key(int input, int cosigner) {
        return new PrivateKey(
                seed("input %d cosigner %d".formatted(input, cosigner)).toArray());
    }

    public static PublicKey publicKey(int input, int cosigner) {
        return publicKey(key(input, cosigner));
    }

    public static PublicKey publicKey(PrivateKey key) {
        return PublicKey.parse(Bytes.of(key.publicKey().value.toByteArray()));
    }

    /** DER and the byte 01; of taproot 64 bytes. */
    public Bytes sign(int input, int cosigner) {
        return sign(input, key(input, cosigner), kind.isTaproot() ? 0 : 1);
    }

    /** A signature that is right for its hash type: DER or Schnorr and that byte, which taproot leaves out where it is 00. */
    public Bytes sign(int input, PrivateKey key, int hashType) {
        return signed(
                sighash(input, hashType, expected.inputs().get(input).coin().amountSat()), key, hashType);
    }

    /** By whatever the coins of this spend take. */
    public Bytes signed(Bytes32 sighash, PrivateKey key, int hashType) {
        return kind.isTaproot() ? Schnorr.sign(sighash, key, hashType) : sign(sighash, key, hashType);
    }

    public static Bytes sign(Bytes32 sighash, PrivateKey key, int hashType) {
        Bytes der =
                Bytes.of(Crypto.compact2der(Crypto.sign(sighash.toArray(), key)).toByteArray());
        return der.plus(Bytes.wrap(new byte[] {(byte) hashType}));
    }

    /** As bitcoin-kmp works it out. */
    public Bytes32 sighash(int input, int hashType, long amountSat) {
        if (kind.isTaproot()) {
            return Schnorr.sighash(expected, input, hashType, amountSat);
        }
        return Bytes32.of(Kmp.transaction(unsigned())
                .hashForSigning(
                        input,
                        expected.inputs().get(input).script().toArray(),
                        hashType,
                        new fr.acinq.bitcoin.Satoshi(amountSat),
                        kind.isSegwit() ? SigVersion.SIGVERSION_WITNESS_V0 : SigVersion.SIGVERSION_BASE));
    }

    /** The complete PSBT without signatures. */
    public PsbtV0 psbt() {
        PsbtV0 bare = PsbtV0.of(unsigned());
        return bare.withInputs(
                IntStream.range(0, previous.size()).mapToObj(this::psbtInput).toList());
    }

    /** The PSBT with one signature, whatever it is. */
    public PsbtV0 psbtWith(int input, PrivateKey key, Bytes signature) {
        PsbtV0 unsigned = psbt();
        return unsigned.withInput(input, with(unsigned.inputs().get(input), input, publicKey(key), signature));
    }

    /** One more signature in the field where coins of this spend have theirs. */
    public PsbtInput with(PsbtInput described, int input, PublicKey key, Bytes signature) {
        return kind.isTaproot()
                ? described.withTapScriptSignature(new TapScriptSignature(
                        key.xOnly().x(),
                        expected.inputs().get(input).path().leaf().orElseThrow().hash(),
                        signature))
                : described.withPartialSignature(key, signature);
    }

    /** The key as signatures of this spend are known by: 33 bytes, of taproot 32. */
    public Bytes slot(int input, int cosigner) {
        return expected.inputs().get(input).slot(publicKey(input, cosigner));
    }

    /** The PSBT as it comes back when these cosigners have signed every input. */
    public Psbt signedBy(int... cosigners) {
        PsbtV0 signed = psbt();
        for (int input = 0; input < previous.size(); input++) {
            PsbtInput changed = signed.inputs().get(input);
            for (int cosigner : cosigners) {
                changed = with(changed, input, publicKey(input, cosigner), sign(input, cosigner));
            }
            signed = signed.withInput(input, changed);
        }
        return signed;
    }

    private PsbtInput psbtInput(int index) {
        ExpectedInput facts = expected.inputs().get(index);
        PsbtInput input = PsbtInput.EMPTY.withNonWitnessUtxo(previous.get(index));
        if (kind.isTaproot()) {
            return input.withWitnessUtxo(facts.coin()).withTapLeafScript(leafScript(facts));
        }
        if (facts.redeemScript().isPresent()) {
            input = input.withRedeemScript(facts.redeemScript().get());
        }
        return kind.isSegwit() ? input.withWitnessUtxo(facts.coin()).withWitnessScript(facts.script()) : input;
    }

    private static Multisig multisig(Threshold threshold, int input) {
        return Multisig.sorted(
                threshold,
                IntStream.range(0, threshold.total())
                        .mapToObj(cosigner -> publicKey(input, cosigner))
                        .toList());
    }

    private Bytes outputScript(Threshold threshold, int input) {
        Multisig multisig = multisig(threshold, input);
        return kind.isTaproot() ? Schnorr.output(multisig).scriptPubKey() : kind.outputScript(multisig.toScript());
    }

    private static TapLeafScript leafScript(ExpectedInput facts) {
        ExpectedLeaf leaf = facts.path().leaf().orElseThrow();
        return new TapLeafScript(
                leaf.controlBlock().bytes(), leaf.script(), leaf.controlBlock().leafVersion());
    }

    private ExpectedInput facts(Threshold threshold, int index) {
        if (kind.isTaproot()) {
            return Schnorr.facts(
                    previous.get(index).outputs().get(1), multisig(threshold, index), this::position, index);
        }
        List<ExpectedKey> keys = IntStream.range(0, total)
                .mapToObj(cosigner -> new ExpectedKey(cosigner, publicKey(index, cosigner)))
                .sorted(Comparator.comparing(ExpectedKey::key))
                .toList();
        return ExpectedInput.multisig(
                previous.get(index).outputs().get(1),
                kind,
                multisig(threshold, index).toScript(),
                threshold.required(),
                keys);
    }

    private int position(int input, PublicKey key) {
        return IntStream.range(0, total)
                .filter(cosigner -> publicKey(input, cosigner).equals(key))
                .findFirst()
                .orElseThrow();
    }

    private List<TxInput> inputs() {
        return previous.stream()
                .map(transaction -> TxInput.unsigned(new Outpoint(transaction.txid(), 1), 0xfffffffdL))
                .toList();
    }

    private List<TxOutput> outputs(int inputs) {
        long spent = IntStream.range(0, inputs).mapToLong(i -> COIN + i).sum();
        return List.of(
                new TxOutput(
                        PAYMENT,
                        OutputScript.p2wpkh(
                                publicKey(new PrivateKey(seed("payee").toArray())))),
                new TxOutput(
                        spent - PAYMENT - FEE,
                        OutputScript.p2wsh(publicKey(CHANGE_KEY).bytes())));
    }

    /** The coin is output 1, so that index mistakes show. */
    private static Transaction previous(int index, Bytes script) {
        Outpoint somewhere = new Outpoint(new Txid(seed("somewhere " + index)), 0);
        return new Transaction(
                2,
                List.of(TxInput.unsigned(somewhere, TxInput.FINAL_SEQUENCE)),
                List.of(new TxOutput(5_000, Bytes.ofHex("51")), new TxOutput(COIN + index, script)),
                0);
    }

    private static Bytes32 seed(String name) {
        return Hashes.sha256(Bytes.wrap(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
}
