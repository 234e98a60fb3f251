package io.countersign.testing;

import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.SigVersion;
import fr.acinq.bitcoin.TxOut;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.message.Bip322Message;
import io.countersign.crypto.message.LegacyMessage;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.psbt.TapDerivation;
import io.countersign.crypto.psbt.TapScriptSignature;
import io.countersign.crypto.script.OutputScript;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** A device whose random numbers repeat themselves: it makes right signatures with a nonce that it is told. */
public final class CarelessSigner {

    private final Signer signer;
    private final PrivateKey nonce;

    public CarelessSigner(Signer signer, String nonce) {
        this.signer = signer;
        this.nonce = nonce(nonce);
    }

    /** A number of this name. */
    public static PrivateKey nonce(String name) {
        return new PrivateKey(Hash.sha256(("nonce " + name).getBytes(StandardCharsets.UTF_8)));
    }

    /** Its point, in 33 bytes. */
    public static Bytes point(String name) {
        return Bytes.of(nonce(name).publicKey().value.toByteArray());
    }

    /** Every signature that the device can make, on every input: ECDSA, and Schnorr for each leaf. */
    public byte[] sign(byte[] psbt) {
        return sign(psbt, Integer.MAX_VALUE);
    }

    /** The same on the first inputs alone. */
    public byte[] sign(byte[] psbt, int inputs) {
        PsbtV0 read = PsbtReader.read(Bytes.of(psbt)).toV0();
        for (int i = 0; i < Math.min(inputs, read.inputs().size()); i++) {
            PsbtInput signed = read.inputs().get(i);
            for (KeyDerivation derivation : signed.derivations()) {
                if (isMine(derivation.origin().fingerprint().toString())) {
                    PublicKey key = PublicKey.parse(derivation.publicKey());
                    signed = signed.withPartialSignature(
                            key, ecdsa(read, i, key(derivation.origin().path())));
                }
            }
            for (TapDerivation derivation : signed.tapDerivations()) {
                if (isMine(derivation.origin().fingerprint().toString())) {
                    PrivateKey key = key(derivation.origin().path());
                    for (Bytes32 leaf : derivation.leafHashes()) {
                        signed = signed.withTapScriptSignature(
                                new TapScriptSignature(derivation.publicKey(), leaf, schnorr(read, i, key, leaf)));
                    }
                }
            }
            read = read.withInput(i, signed);
        }
        return PsbtWriter.write(read).toArray();
    }

    /** A BIP137 signature by the child at 0/0. */
    public String signMessage(String text) {
        PrivateKey key = signer.child(0, 0);
        EcdsaSignature signature = Scalars.sign(LegacyMessage.hash(text), key, number(nonce));
        return IntStream.range(31, 35)
                .mapToObj(header -> Bytes.of(new byte[] {(byte) header}).plus(signature.toCompact()))
                .map(bytes -> Base64.getEncoder().encodeToString(bytes.toArray()))
                .filter(text64 -> LegacyMessage.recover(text, text64)
                        .filter(found -> found.bytes()
                                .equals(Bytes.of(key.publicKey().value.toByteArray())))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** A BIP322 signature, in the simple form, by the child at 0/0 for its P2WPKH address. */
    public String signSegwitMessage(String text) {
        PrivateKey key = signer.child(0, 0);
        Bytes publicKey = Bytes.of(key.publicKey().value.toByteArray());
        Bytes script = OutputScript.p2wpkh(PublicKey.parse(publicKey));
        byte[] hash = Kmp.transaction(Bip322Message.toSign(script, Bytes.of(text.getBytes(StandardCharsets.UTF_8))))
                .hashForSigning(
                        0,
                        fr.acinq.bitcoin.Script.write(fr.acinq.bitcoin.Script.pay2pkh(key.publicKey())),
                        1,
                        new Satoshi(0),
                        SigVersion.SIGVERSION_WITNESS_V0);
        Bytes signature =
                Scalars.sign(Bytes32.of(hash), key, number(nonce)).toDer().plus(Bytes.ofHex("01"));
        Bytes witness = new ByteWriter()
                .writeCompactSize(2)
                .writeVarBytes(signature)
                .writeVarBytes(publicKey)
                .toBytes();
        return Base64.getEncoder().encodeToString(witness.toArray());
    }

    private boolean isMine(String fingerprint) {
        return fingerprint.equals(signer.fingerprint());
    }

    private PrivateKey key(DerivationPath path) {
        return signer.child((int) path.step(path.size() - 2), path.step(path.size() - 1));
    }

    private Bytes ecdsa(PsbtV0 psbt, int input, PrivateKey key) {
        PsbtInput described = psbt.inputs().get(input);
        byte[] hash = Kmp.transaction(psbt.unsignedTransaction())
                .hashForSigning(
                        input,
                        described.witnessScript().orElseThrow().toArray(),
                        1,
                        new Satoshi(described.witnessUtxo().orElseThrow().amountSat()),
                        SigVersion.SIGVERSION_WITNESS_V0);
        return Scalars.sign(Bytes32.of(hash), key, number(nonce)).toDer().plus(Bytes.ofHex("01"));
    }

    /** BIP340: s = k + e d, k and d negated where their points have an odd y. */
    private Bytes schnorr(PsbtV0 psbt, int input, PrivateKey key, Bytes32 leaf) {
        List<TxOut> coins = psbt.inputs().stream()
                .map(each -> each.witnessUtxo().orElseThrow())
                .map(coin ->
                        new TxOut(new Satoshi(coin.amountSat()), coin.script().toArray()))
                .toList();
        Bytes hash = Bytes.of(Kmp.transaction(psbt.unsignedTransaction())
                .hashForSigningTaprootScriptPath(
                        input, coins, 0, new fr.acinq.bitcoin.ByteVector32(leaf.toArray()), null)
                .toByteArray());
        Bytes r = x(nonce);
        BigInteger e = new BigInteger(
                1, Hashes.tagged("BIP0340/challenge", r.plus(x(key)).plus(hash)).toArray());
        BigInteger s = even(nonce).add(e.multiply(even(key))).mod(Scalars.ORDER);
        return r.plus(Scalars.bytes32(s).bytes());
    }

    private static Bytes x(PrivateKey key) {
        return Bytes.of(key.publicKey().value.toByteArray()).sliceFrom(1);
    }

    private static BigInteger even(PrivateKey key) {
        boolean isOdd = key.publicKey().value.get(0) == 3;
        return isOdd ? Scalars.ORDER.subtract(number(key)) : number(key);
    }

    private static BigInteger number(PrivateKey key) {
        return new BigInteger(1, key.value.toByteArray());
    }
}
