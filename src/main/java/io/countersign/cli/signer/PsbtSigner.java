package io.countersign.cli.signer;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.psbt.CoinCheck;
import io.countersign.crypto.psbt.CoinFault;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.sighash.SegwitV0Sighash;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs the P2WSH inputs of a PSBT that name a key below one master key (BIP174, "Signer"). As a device must, it believes no amount
 * without the previous transaction, and signs everything (SIGHASH_ALL) or nothing.
 */
final class PsbtSigner {

    private final ExtendedPrivateKey master;
    private final Fingerprint fingerprint;
    private final Psbt psbt;
    private final SegwitV0Sighash sighash;

    private PsbtSigner(ExtendedPrivateKey master, Psbt psbt, Transaction unsigned) {
        this.master = master;
        this.fingerprint = master.fingerprint();
        this.psbt = psbt;
        this.sighash = SegwitV0Sighash.of(unsigned);
    }

    /** @throws SigningRefusedException where an input of ours lies about its coin, or none is ours */
    static Psbt sign(ExtendedPrivateKey master, Psbt psbt) {
        Psbt signed = new PsbtSigner(master, psbt, psbt.unsignedTransaction()).sign();
        if (signed.inputs().equals(psbt.inputs())) {
            throw new SigningRefusedException("No input of this PSBT names a key of the signer with the fingerprint %s."
                    .formatted(master.fingerprint()));
        }
        return signed;
    }

    private Psbt sign() {
        List<PsbtInput> signed = new ArrayList<>();
        for (int i = 0; i < psbt.inputs().size(); i++) {
            signed.add(signInput(i));
        }
        return psbt.withInputs(signed);
    }

    private PsbtInput signInput(int index) {
        PsbtInput input = psbt.inputs().get(index);
        List<KeyDerivation> ours = input.derivations().stream()
                .filter(derivation -> derivation.origin().fingerprint().equals(fingerprint))
                .toList();
        if (ours.isEmpty()) {
            return input;
        }
        Bytes32 hash = hash(index, input);
        PsbtInput signed = input;
        for (KeyDerivation derivation : ours) {
            ExtendedPrivateKey key = key(index, derivation);
            signed = signed.withPartialSignature(key.publicKey(), withHashType(key, hash));
        }
        return signed;
    }

    private Bytes32 hash(int index, PsbtInput input) {
        CoinCheck check = CoinCheck.of(psbt, index);
        List<CoinFault> faults = check.faults();
        if (!faults.isEmpty()) {
            throw new SigningRefusedException("Input %d can't be signed: %s."
                    .formatted(index, faults.get(0).name()));
        }
        if (!input.sighashType().map(SighashType::isAll).orElse(true)) {
            throw new SigningRefusedException("Input %d asks for another hash type than ALL.".formatted(index));
        }
        TxOutput coin = check.coin().orElseThrow();
        Bytes script = input.witnessScript()
                .orElseThrow(() -> new SigningRefusedException("Input %d has no witness script.".formatted(index)));
        return sighash.hash(index, script, coin.amount(), SighashType.ALL);
    }

    private ExtendedPrivateKey key(int index, KeyDerivation derivation) {
        ExtendedPrivateKey key = master.derive(derivation.origin().path());
        PublicKey derived = key.publicKey();
        if (!derived.bytes().equals(derivation.publicKey())) {
            throw new SigningRefusedException(
                    "Input %d names a key that does not lie at the path that it names.".formatted(index));
        }
        return key;
    }

    private static Bytes withHashType(ExtendedPrivateKey key, Bytes32 hash) {
        return key.sign(hash).toDer().plus(Bytes.wrap(new byte[] {(byte) SighashType.ALL.bits()}));
    }
}
