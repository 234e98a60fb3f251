package io.countersign.testing;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.TxOut;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.psbt.TapDerivation;
import io.countersign.crypto.psbt.TapScriptSignature;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;

/** Signs every taproot leaf that its key stands in, as devices do; bitcoin-kmp hashes and signs. */
public final class TapSigner {

    private TapSigner() {}

    /** @param typeByte the 65th byte of each signature, or 0 for 64 bytes */
    public static byte[] sign(Signer signer, byte[] psbt, int typeByte) {
        PsbtV0 read = PsbtReader.read(Bytes.of(psbt)).toV0();
        List<TxOut> coins = read.inputs().stream()
                .map(input -> input.witnessUtxo().orElseThrow())
                .map(TapSigner::coin)
                .toList();
        for (int i = 0; i < read.inputs().size(); i++) {
            PsbtInput signed = read.inputs().get(i);
            for (TapDerivation derivation : signed.tapDerivations()) {
                if (derivation.origin().fingerprint().toString().equals(signer.fingerprint())) {
                    PrivateKey key = key(signer, derivation);
                    for (Bytes32 leaf : derivation.leafHashes()) {
                        Bytes signature = signature(read, i, key, coins, leaf, typeByte);
                        signed = signed.withTapScriptSignature(
                                new TapScriptSignature(derivation.publicKey(), leaf, signature));
                    }
                }
            }
            read = read.withInput(i, signed);
        }
        return PsbtWriter.write(read).toArray();
    }

    private static PrivateKey key(Signer signer, TapDerivation derivation) {
        var path = derivation.origin().path();
        return signer.child((int) path.step(path.size() - 2), path.step(path.size() - 1));
    }

    private static Bytes signature(
            PsbtV0 psbt, int input, PrivateKey key, List<TxOut> coins, Bytes32 leaf, int typeByte) {
        byte[] signature = Kmp.transaction(psbt.unsignedTransaction())
                .signInputTaprootScriptPath(key, input, coins, typeByte, new ByteVector32(leaf.toArray()), null, null)
                .toByteArray();
        Bytes made = Bytes.of(signature);
        return typeByte == 0 ? made : made.plus(Bytes.wrap(new byte[] {(byte) typeByte}));
    }

    private static TxOut coin(TxOutput coin) {
        return new TxOut(new Satoshi(coin.amountSat()), coin.script().toArray());
    }
}
