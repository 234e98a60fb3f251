package io.countersign.crypto.verify;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.TxOut;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.testing.Cosigner;
import io.countersign.testing.Kmp;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Coins of {@code tr(Alice,pk(Bob))}, spent by the key path into two outputs; bitcoin-kmp signs. */
record KeyPathSpend(ExpectedSpend expected) {

    private static final String PATH = "86h/1h/0h";
    private static final long COIN = 100_000;
    private static final Set<Integer> TYPES = Set.of(0x00, 0x01, 0x02, 0x03, 0x81, 0x82, 0x83);

    static KeyPathSpend of(int inputs) {
        Descriptor wallet = Descriptor.parse(
                "tr(%s/<0;1>/*,pk(%s/<0;1>/*))"
                        .formatted(
                                Cosigner.ALICE.accountKey(PATH, Network.REGTEST),
                                Cosigner.BOB.accountKey(PATH, Network.REGTEST)),
                Network.REGTEST);
        List<DerivedScript> scripts =
                IntStream.range(0, inputs).mapToObj(i -> wallet.derive(0, i)).toList();
        Transaction unsigned = new Transaction(
                2,
                IntStream.range(0, inputs)
                        .mapToObj(i -> TxInput.unsigned(
                                new Outpoint(new Txid(Hashes.sha256(Bytes.wrap(new byte[] {(byte) i}))), i),
                                0xfffffffdL))
                        .toList(),
                List.of(
                        new TxOutput(COIN, wallet.derive(1, 0).scriptPubKey()),
                        new TxOutput(COIN, wallet.derive(1, 1).scriptPubKey())),
                0);
        List<ExpectedInput> facts = scripts.stream()
                .map(script -> ExpectedInput.of(new TxOutput(COIN, script.scriptPubKey()), script, "key"))
                .toList();
        return new KeyPathSpend(new ExpectedSpend(unsigned, facts, Set.of()));
    }

    /** The PSBT with a signature of this type for one input; of types that taproot does not know, and of SINGLE without its output, over the hash of DEFAULT. */
    PsbtV0 signed(int index, int type) {
        boolean isSingle = type % 0x80 == 3;
        boolean isKnown = TYPES.contains(type)
                && !(isSingle && index >= expected.unsigned().outputs().size());
        Bytes signature = byAlice(index, isKnown ? type : 0, 0);
        Bytes typed = type == 0 ? signature : signature.plus(Bytes.wrap(new byte[] {(byte) type}));
        return with(index, input -> input.withTapKeySignature(typed));
    }

    /** The bare PSBT with one input changed. */
    PsbtV0 with(int index, UnaryOperator<PsbtInput> change) {
        PsbtV0 psbt = PsbtV0.of(expected.unsigned());
        return psbt.withInput(index, change.apply(psbt.inputs().get(index)));
    }

    /** Alice's 64 bytes by the key path; another nonce for each {@code attempt}. */
    Bytes byAlice(int index, int type, int attempt) {
        Crypto.TaprootTweak tweak = new Crypto.TaprootTweak.ScriptPathTweak(
                new ByteVector32(leaf(index).hash().toArray()));
        byte[] random = ByteBuffer.allocate(Bytes32.SIZE).putInt(attempt).array();
        return Bytes.of(Crypto.signSchnorr(keyPathHash(index, type), alice(index), tweak, new ByteVector32(random))
                .toByteArray());
    }

    /** Bob's 64 bytes in his leaf. */
    Bytes byBob(int index) {
        return Bytes.of(Kmp.transaction(expected.unsigned())
                .signInputTaprootScriptPath(
                        bob(index),
                        index,
                        coins(),
                        0,
                        new ByteVector32(leaf(index).hash().toArray()),
                        null,
                        null)
                .toByteArray());
    }

    /** The leaf with Bob's key, which no proposal of this spend goes by. */
    ExpectedLeaf leaf(int index) {
        return expected.inputs().get(index).otherPaths().get(0).leaf().orElseThrow();
    }

    /** What Alice signs, as bitcoin-kmp works it out. */
    ByteVector32 keyPathHash(int index, int type) {
        return Kmp.transaction(expected.unsigned()).hashForSigningTaprootKeyPath(index, coins(), type, null);
    }

    /** What Bob signs in his leaf, as bitcoin-kmp works it out. */
    Bytes32 leafSighash(int index) {
        return Bytes32.of(Kmp.transaction(expected.unsigned())
                .hashForSigningTaprootScriptPath(
                        index, coins(), 0, new ByteVector32(leaf(index).hash().toArray()), null)
                .toByteArray());
    }

    /** Alice's key at an input: the internal key before its tweak. */
    static PrivateKey alice(int index) {
        return Cosigner.ALICE.privateKey("%s/0/%d".formatted(PATH, index));
    }

    /** Bob's key at an input, which stands in the leaf. */
    static PrivateKey bob(int index) {
        return Cosigner.BOB.privateKey("%s/0/%d".formatted(PATH, index));
    }

    private List<TxOut> coins() {
        return expected.coins().stream()
                .map(coin ->
                        new TxOut(new Satoshi(coin.amountSat()), coin.script().toArray()))
                .toList();
    }
}
