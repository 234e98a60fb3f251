package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.testing.RandomPsbt;
import io.countersign.testing.TestPsbts;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws of the container, by PSBTs of every shape. */
class PsbtPropertyTest {

    private static Psbt random(long seed) {
        return seed % 2 == 0 ? RandomPsbt.version0(seed) : RandomPsbt.version2(seed);
    }

    /** The PSBT without some of what may be missing: the pairs of which a map can have several. */
    private static Psbt part(Psbt whole, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return PsbtReader.read(TestPsbts.without(whole, pair -> pair.key().size() > 1 && random.nextBoolean()));
    }

    private static Psbt combined(Psbt... psbts) {
        return Combiner.combine(List.of(psbts));
    }

    @Property
    void comesBackByteForByte(@ForAll long seed) {
        Psbt psbt = random(seed);
        Bytes written = PsbtWriter.write(psbt);
        Psbt read = PsbtReader.read(written);

        assertThat(read).isEqualTo(psbt).hasSameHashCodeAs(psbt);
        assertThat(PsbtWriter.write(read)).isEqualTo(written);
        assertThat(PsbtReader.readText(PsbtWriter.writeText(psbt))).isEqualTo(psbt);
    }

    @Property
    void comesBackFromVersion2(@ForAll long seed) {
        PsbtV0 psbt = RandomPsbt.version0(seed);

        assertThat(psbt.toV2().toV0()).isEqualTo(psbt);
        assertThat(psbt.toV2().unsignedTransaction()).isEqualTo(psbt.unsignedTransaction());
        assertThat(psbt.toVersion(2)).isEqualTo(psbt.toV2());
    }

    /** Flags and required lock times are lost, and what they meant is kept. */
    @Property
    void keepsTheTransactionInVersion0(@ForAll long seed) {
        PsbtV2 psbt = RandomPsbt.version2(seed);

        assertThat(psbt.toV0().unsignedTransaction()).isEqualTo(psbt.unsignedTransaction());
        assertThat(psbt.toV0().toV2().identity()).isEqualTo(psbt.identity());
        assertThat(psbt.toV0().toV2().toV0()).isEqualTo(psbt.toV0());
    }

    @Property
    void combinesCommutatively(@ForAll long seed, @ForAll long first, @ForAll long second) {
        Psbt whole = random(seed);
        Psbt one = part(whole, first);
        Psbt other = part(whole, second);

        assertThat(combined(one, other)).isEqualTo(combined(other, one));
    }

    @Property
    void combinesAssociatively(@ForAll long seed, @ForAll long first, @ForAll long second, @ForAll long third) {
        Psbt whole = random(seed);
        Psbt a = part(whole, first);
        Psbt b = part(whole, second);
        Psbt c = part(whole, third);

        assertThat(combined(combined(a, b), c)).isEqualTo(combined(a, combined(b, c)));
        assertThat(combined(a, b, c)).isEqualTo(combined(combined(a, b), c));
    }

    @Property
    void combinesIdempotentlyAndAddsNothing(@ForAll long seed, @ForAll long first) {
        Psbt whole = random(seed);
        Psbt part = part(whole, first);

        assertThat(combined(part, part)).isEqualTo(part);
        assertThat(combined(whole, part)).isEqualTo(whole);
        assertThat(combined(part, whole)).isEqualTo(whole);
    }
}
