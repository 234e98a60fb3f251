package io.countersign.crypto.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestPsbts;
import io.countersign.testing.TestSpend;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PSBTs of every shape, read and written by rust-bitcoin (bdk-jvm) and bitcoin-kmp: what comes back is what went. */
class PsbtRoundTripTest {

    private static final int PSBTS = 60;

    static IntStream numbers() {
        return IntStream.range(0, PSBTS);
    }

    /** The number seeds all that is random in the PSBT. */
    @ParameterizedTest
    @MethodSource("numbers")
    void comesBackFromOthersAsItWent(int number) {
        PsbtV0 psbt = random(new SplittableRandom(number));

        try (var theirs = new org.bitcoindevkit.Psbt(PsbtWriter.writeText(psbt))) {
            assertThat(PsbtReader.readText(theirs.serialize())).isEqualTo(psbt);
        }
        var read = fr.acinq.bitcoin.psbt.Psbt.read(PsbtWriter.write(psbt).toArray());
        assertThat(read.isRight()).as("bitcoin-kmp: %s", read).isTrue();
        byte[] written = fr.acinq.bitcoin.psbt.Psbt.write(read.getRight()).toByteArray();
        assertThat(PsbtReader.read(Bytes.of(written))).isEqualTo(psbt);
    }

    private static PsbtV0 random(SplittableRandom random) {
        SpendKind kind = SpendKind.values()[random.nextInt(3)];
        int total = 1 + random.nextInt(6);
        TestSpend spend = TestSpend.of(kind, 1 + random.nextInt(total), total, 1 + random.nextInt(4));
        PsbtV0 psbt = spend.psbt();
        for (int i = 0; i < spend.previous().size(); i++) {
            psbt = psbt.withInput(i, random(random, spend, i, psbt.inputs().get(i)));
        }
        if (random.nextBoolean()) {
            psbt = psbt.withOutput(
                    1,
                    psbt.outputs()
                            .get(1)
                            .withWitnessScript(Bytes.ofHex("51"))
                            .withDerivation(derivation(random, 0, 0)));
        }
        Bytes unknown = Bytes.ofHex("f0").plus(bytes(random, random.nextInt(20)));
        return PsbtReader.read(TestPsbts.withInputPair(psbt, 0, unknown, bytes(random, random.nextInt(300))))
                .toV0();
    }

    private static PsbtInput random(SplittableRandom random, TestSpend spend, int index, PsbtInput input) {
        PsbtInput changed = input;
        for (int cosigner = 0; cosigner < spend.total(); cosigner++) {
            if (random.nextBoolean()) {
                changed =
                        changed.withPartialSignature(TestSpend.publicKey(index, cosigner), spend.sign(index, cosigner));
            }
            if (random.nextBoolean()) {
                changed = changed.withDerivation(derivation(random, index, cosigner));
            }
        }
        return random.nextBoolean() ? changed.withSighashType(SighashType.ALL) : changed;
    }

    private static KeyDerivation derivation(SplittableRandom random, int input, int cosigner) {
        long[] steps = IntStream.range(0, random.nextInt(6))
                .mapToLong(i -> random.nextLong(1L << 32))
                .toArray();
        KeyOrigin origin = new KeyOrigin(new Fingerprint(bytes(random, 4)), DerivationPath.of(steps));
        return KeyDerivation.of(TestSpend.publicKey(input, cosigner), origin);
    }

    private static Bytes bytes(SplittableRandom random, int size) {
        Bytes made = Bytes.EMPTY;
        while (made.size() < size) {
            Bytes32 more = Hashes.sha256(Bytes.ofHex("%016x".formatted(random.nextLong())));
            made = made.plus(more.bytes());
        }
        return made.slice(0, size);
    }
}
