package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.fuzz.PsbtFuzz;
import io.countersign.testing.RandomPsbt;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Threat B10: any bytes at all are either a PSBT, which survives writing and reading, or refused in one way. */
class MutatedPsbtPropertyTest {

    @Property
    void neverFailsButByRefusing(@ForAll long seed) {
        Psbt right = seed % 2 == 0 ? RandomPsbt.version0(seed) : RandomPsbt.version2(seed);
        Bytes mutated = mutate(PsbtWriter.write(right), new SplittableRandom(seed));

        PsbtFuzz.fuzzerTestOneInput(mutated.toArray());

        try {
            PsbtReader.read(mutated);
        } catch (MalformedException e) {
            assertThat(e.getMessage()).hasSizeLessThan(400);
        }
    }

    private static Bytes mutate(Bytes right, SplittableRandom random) {
        List<Byte> bytes = new ArrayList<>();
        for (byte value : right.toArray()) {
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
