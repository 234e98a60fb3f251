package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.verify.ContributionVerifier;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.crypto.verify.Verdict;
import io.countersign.testing.TestSpend;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PsbtPropertyTest {

    private static final TestSpend SPEND = TestSpend.of(SpendKind.SH_WSH, 2, 4, 2);
    private static final List<Bytes> SEEDS = List.of(
            PsbtWriter.write(SPEND.psbt()),
            PsbtWriter.write(SPEND.signedBy(0, 1, 2)),
            PsbtWriter.write(SPEND.signedBy(3).toV2()));

    @Provide
    Arbitrary<Set<Integer>> cosigners() {
        return Arbitraries.integers().between(0, 3).set();
    }

    private static Psbt signedBy(Set<Integer> cosigners) {
        return SPEND.signedBy(cosigners.stream().mapToInt(Integer::intValue).toArray());
    }

    @Property(tries = 60)
    void combiningIsCommutative(@ForAll("cosigners") Set<Integer> first, @ForAll("cosigners") Set<Integer> second) {
        Psbt one = signedBy(first);
        Psbt other = signedBy(second);

        assertThat(Combiner.combine(List.of(one, other))).isEqualTo(Combiner.combine(List.of(other, one)));
    }

    @Property(tries = 60)
    void combiningIsAssociative(
            @ForAll("cosigners") Set<Integer> first,
            @ForAll("cosigners") Set<Integer> second,
            @ForAll("cosigners") Set<Integer> third) {
        Psbt a = signedBy(first);
        Psbt b = signedBy(second);
        Psbt c = signedBy(third);

        assertThat(Combiner.combine(List.of(Combiner.combine(List.of(a, b)), c)))
                .isEqualTo(Combiner.combine(List.of(a, Combiner.combine(List.of(b, c)))));
    }

    @Property(tries = 60)
    void combiningIsIdempotentAndTheUnionOfTheSignatures(
            @ForAll("cosigners") Set<Integer> first, @ForAll("cosigners") Set<Integer> second) {
        Set<Integer> both = new HashSet<>(first);
        both.addAll(second);
        Psbt combined = Combiner.combine(List.of(signedBy(first), signedBy(second)));

        assertThat(combined).isEqualTo(signedBy(both));
        assertThat(Combiner.combine(List.of(combined, combined))).isEqualTo(combined);
    }

    /** Threat B10: any bytes at all are either a PSBT, which survives writing and reading, or refused in one way. */
    @Property(tries = 4_000)
    void neverFailsButByRefusing(@ForAll long seed) {
        Bytes mutated = mutate(new SplittableRandom(seed));
        Psbt psbt;
        try {
            psbt = PsbtReader.read(mutated);
        } catch (MalformedException e) {
            assertThat(e.getMessage()).hasSizeLessThan(400);
            return;
        }
        assertThat(PsbtReader.read(PsbtWriter.write(psbt))).isEqualTo(psbt);
        touchEverything(psbt);
    }

    private static void touchEverything(Psbt psbt) {
        psbt.xpubs();
        psbt.unknownGlobals();
        psbt.outputs().forEach(PsbtOutput::derivations);
        for (PsbtInput input : psbt.inputs()) {
            input.nonWitnessUtxo();
            input.witnessUtxo();
            input.sighashType();
            input.derivations();
            input.finalScriptWitness();
        }
        try {
            for (int i = 0; i < psbt.inputs().size(); i++) {
                CoinCheck.of(psbt, i);
            }
            Verdict verdict = ContributionVerifier.verify(SPEND.expected(), psbt);
            assertThat(verdict.outcome()).isNotNull();
        } catch (MalformedException e) {
            // A version 2 PSBT may ask for lock times that contradict each other.
            assertThat(psbt.version()).isEqualTo(2);
        }
    }

    private static Bytes mutate(SplittableRandom random) {
        List<Byte> bytes = new ArrayList<>();
        for (byte value : SEEDS.get(random.nextInt(SEEDS.size())).toArray()) {
            bytes.add(value);
        }
        for (int round = random.nextInt(4); round >= 0; round--) {
            int at = random.nextInt(bytes.size());
            switch (random.nextInt(4)) {
                case 0 -> bytes.set(at, (byte) random.nextInt(256));
                case 1 -> bytes.remove(at);
                case 2 -> bytes.add(at, (byte) random.nextInt(256));
                default -> bytes.addAll(at, List.copyOf(bytes.subList(at, Math.min(at + 70, bytes.size()))));
            }
        }
        byte[] mutated = new byte[bytes.size()];
        for (int i = 0; i < mutated.length; i++) {
            mutated[i] = bytes.get(i);
        }
        return Bytes.wrap(mutated);
    }
}
