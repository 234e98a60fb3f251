package io.countersign.cli.demo;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.PartialSignature;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import java.util.List;

/** What a cosigner who wants to seem to have signed might try. */
final class Forgery {

    private Forgery() {}

    /** The PSBT with another's signature put under the key of the signer with {@code fingerprint}. */
    static Bytes copiedSignature(Bytes bytes, String fingerprint) {
        Psbt psbt = PsbtReader.read(bytes);
        List<PsbtInput> inputs =
                psbt.inputs().stream().map(input -> forged(input, fingerprint)).toList();
        return PsbtWriter.write(psbt.withInputs(inputs));
    }

    private static PsbtInput forged(PsbtInput input, String fingerprint) {
        PartialSignature copied = input.partialSignatures().get(0);
        PublicKey claimed = input.derivations().stream()
                .filter(derivation ->
                        derivation.origin().fingerprint().toString().equals(fingerprint))
                .map(KeyDerivation::publicKey)
                .map(PublicKey::parse)
                .findFirst()
                .orElseThrow();
        return input.withPartialSignature(claimed, copied.signature());
    }
}
