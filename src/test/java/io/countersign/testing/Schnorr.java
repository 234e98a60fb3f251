package io.countersign.testing;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.SigVersion;
import fr.acinq.bitcoin.TxOut;
import fr.acinq.secp256k1.Secp256k1;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.script.MultiA;
import io.countersign.crypto.script.MultiAStack;
import io.countersign.crypto.script.Multisig;
import io.countersign.crypto.script.TapLeaf;
import io.countersign.crypto.script.TapTree;
import io.countersign.crypto.script.TaprootOutput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedKey;
import io.countersign.crypto.verify.ExpectedLeaf;
import io.countersign.crypto.verify.ExpectedPath;
import io.countersign.crypto.verify.ExpectedSpend;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;

/** Taproot coins of one multi_a leaf under BIP341's point H, and signatures for them by bitcoin-kmp. */
final class Schnorr {

    private static final XOnlyPublicKey H =
            XOnlyPublicKey.ofHex("50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0");
    private static final Set<Integer> TYPES = Set.of(0x00, 0x01, 0x02, 0x03, 0x81, 0x82, 0x83);

    private Schnorr() {}

    /** 64 bytes, and the hash type where it is not 00. */
    static Bytes sign(Bytes32 sighash, PrivateKey key, int hashType) {
        Bytes signature =
                Bytes.of(Secp256k1.get().signSchnorr(sighash.toArray(), key.value.toByteArray(), new byte[32]));
        return hashType == 0 ? signature : signature.plus(Bytes.wrap(new byte[] {(byte) hashType}));
    }

    /** Of types that taproot does not know, and of SINGLE without its output, the hash of DEFAULT. */
    static Bytes32 sighash(ExpectedSpend spend, int input, int hashType, long amountSat) {
        List<TxOut> coins = IntStream.range(0, spend.inputs().size())
                .mapToObj(i -> {
                    TxOutput coin = spend.inputs().get(i).coin();
                    return new TxOut(
                            new Satoshi(i == input ? amountSat : coin.amountSat()),
                            coin.script().toArray());
                })
                .toList();
        boolean isSingle = hashType % 0x80 == 3;
        boolean isKnown = TYPES.contains(hashType)
                && !(isSingle && input >= spend.unsigned().outputs().size());
        ExpectedLeaf leaf = spend.inputs().get(input).path().leaf().orElseThrow();
        return Bytes32.of(Kmp.transaction(spend.unsigned())
                .hashForSigningSchnorr(
                        input,
                        coins,
                        isKnown ? hashType : 0,
                        SigVersion.SIGVERSION_TAPSCRIPT,
                        new ByteVector32(leaf.hash().toArray()),
                        null,
                        0xffffffffL)
                .toByteArray());
    }

    static TaprootOutput output(Multisig keys) {
        return TaprootOutput.of(H, TapLeaf.of(multiA(keys).toScript()));
    }

    static ExpectedInput facts(
            TxOutput coin, Multisig keys, ToIntBiFunction<Integer, PublicKey> positionOf, int input) {
        TaprootOutput output = output(keys);
        TapTree.Placed leaf = output.leaves().get(0);
        List<ExpectedKey> expected = keys.keys().stream()
                .sorted(Comparator.comparing(PublicKey::xOnly))
                .map(key -> new ExpectedKey(positionOf.applyAsInt(input, key), key))
                .toList();
        ExpectedLeaf run = ExpectedLeaf.proven(leaf.leaf().script(), output.controlBlock(leaf), output.outputKey())
                .orElseThrow();
        return ExpectedInput.taproot(
                coin,
                new ExpectedPath("main", run, keys.threshold().required(), expected, MultiAStack.of(multiA(keys))),
                List.of());
    }

    private static MultiA multiA(Multisig keys) {
        return MultiA.sorted(
                keys.threshold().required(),
                keys.keys().stream().map(PublicKey::xOnly).toList());
    }
}
