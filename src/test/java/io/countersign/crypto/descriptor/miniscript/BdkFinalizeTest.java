package io.countersign.crypto.descriptor.miniscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.testing.Runs;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bitcoindevkit.Psbt;
import org.junit.jupiter.api.Test;

/** The same signatures and time locks given to rust-miniscript's finalizer, which takes the script apart by itself. */
class BdkFinalizeTest {

    private static final int RUNS = 10_000;

    /** Keys behind a hash are found by their derivations. */
    private static final KeyOrigin ANYWHERE = KeyOrigin.parse("[d34db33f]");

    @Test
    void agreesOnWhatSufficesAndOnTheCheapestWitness() throws Exception {
        int satisfied = 0;
        for (int seed = 0; seed < Runs.of(RUNS); seed++) {
            Miniscript<String> miniscript = RandomMiniscript.sane(seed, ScriptContext.P2WSH, false);
            Attempt attempt = Attempt.random(miniscript, new Random(seed));
            String description = seed + ": " + miniscript.text() + " with " + attempt;

            Optional<List<Bytes>> ours = miniscript.satisfy(attempt);
            Optional<List<Bytes>> theirs = finalized(miniscript, attempt);

            assertThat(ours.isPresent()).as(description).isEqualTo(theirs.isPresent());
            if (ours.isPresent()) {
                satisfied++;
                // Where two ways are equally large by the largest signatures, a byte less in one decides there.
                long signatures = ours.get().stream()
                        .filter(element -> element.size() > 33)
                        .count();
                assertThat(size(ours.get()))
                        .as(description)
                        .isBetween(size(theirs.get()) - signatures, size(theirs.get()) + signatures);
            }
        }
        assertThat(satisfied).isGreaterThan(Runs.of(RUNS) / 3);
    }

    private static Optional<List<Bytes>> finalized(Miniscript<String> miniscript, Attempt attempt) throws Exception {
        PsbtInput input = PsbtInput.EMPTY
                .withWitnessUtxo(attempt.spend().coin())
                .withWitnessScript(attempt.spend().script())
                .withDerivations(miniscript.keys().stream()
                        .map(key -> KeyDerivation.of(PublicKey.parse(attempt.keyBytes(key)), ANYWHERE))
                        .toList());
        for (String key : attempt.signers()) {
            PublicKey publicKey = PublicKey.parse(attempt.keyBytes(key));
            input = input.withPartialSignature(publicKey, attempt.signature(key).orElseThrow());
        }
        PsbtV0 psbt = PsbtV0.of(attempt.spend().unsigned()).withInputs(List.of(input));
        try (Psbt theirs = new Psbt(PsbtWriter.writeText(psbt))) {
            var finished = theirs.finalize();
            return PsbtReader.read(Base64Text.decode(finished.getPsbt().serialize()))
                    .inputs()
                    .get(0)
                    .finalScriptWitness()
                    .map(witness -> witness.subList(0, witness.size() - 1));
        }
    }

    private static long size(List<Bytes> witness) {
        return witness.stream().mapToLong(element -> 1 + element.size()).sum();
    }
}
