package io.countersign.crypto.verify;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.TxOut;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.testing.Cosigner;
import io.countersign.testing.Kmp;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Coins of {@code tr(Alice,pk(Bob))} and two outputs; Alice signs by the key path with bitcoin-kmp. */
record KeyPathSpend(List<DerivedScript> scripts, ExpectedSpend expected) {

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
        return new KeyPathSpend(scripts, new ExpectedSpend(unsigned, facts, Set.of()));
    }

    /** The PSBT with a signature of this type for one input; of types that taproot does not know, and of SINGLE without its output, over the hash of DEFAULT. */
    PsbtV0 signed(int index, int type) {
        boolean isSingle = type % 0x80 == 3;
        boolean isKnown = TYPES.contains(type)
                && !(isSingle && index >= expected.unsigned().outputs().size());
        List<TxOut> coins = expected.coins().stream()
                .map(coin ->
                        new TxOut(new Satoshi(coin.amountSat()), coin.script().toArray()))
                .toList();
        ByteVector32 hash = Kmp.transaction(expected.unsigned())
                .hashForSigningTaprootKeyPath(index, coins, isKnown ? type : 0, null);
        Bytes32 root =
                scripts.get(index).taproot().orElseThrow().leaves().get(0).hash();
        Bytes signature = Bytes.of(Crypto.signSchnorr(
                        hash,
                        Cosigner.ALICE.privateKey("%s/0/%d".formatted(PATH, index)),
                        new Crypto.TaprootTweak.ScriptPathTweak(new ByteVector32(root.toArray())),
                        null)
                .toByteArray());
        PsbtV0 psbt = PsbtV0.of(expected.unsigned());
        Bytes typed = type == 0 ? signature : signature.plus(Bytes.wrap(new byte[] {(byte) type}));
        return psbt.withInput(index, psbt.inputs().get(index).withTapKeySignature(typed));
    }
}
