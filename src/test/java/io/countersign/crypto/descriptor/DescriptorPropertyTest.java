package io.countersign.crypto.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.Cosigner;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DescriptorPropertyTest {

    @Provide
    Arbitrary<Descriptor> descriptors() {
        return Combinators.combine(
                        Arbitraries.of(ScriptKind.class),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 15),
                        Arbitraries.integers().between(1, 200),
                        Arbitraries.of("", "45h", "87h/1h/3h", "48h/1h/0h/2h", "1/2/3h/4/5h"))
                .as(DescriptorPropertyTest::descriptor);
    }

    @Property(tries = 60)
    void textGoesRound(@ForAll("descriptors") Descriptor descriptor) {
        Descriptor read = Descriptor.parse(descriptor.text(), Network.TESTNET3);

        assertThat(read).isEqualTo(descriptor);
        assertThat(read.text()).isEqualTo(descriptor.text());
        assertThat(read.derive(1, 5)).isEqualTo(descriptor.derive(1, 5));
    }

    /** BIP380 promises that up to 3 changed characters are found in texts of up to 501; longer ones find one. */
    @Property(tries = 200)
    void changedCharacterIsFound(
            @ForAll("descriptors") Descriptor descriptor,
            @ForAll @IntRange(max = 100_000) int where,
            @ForAll char what) {
        String text = descriptor.text();
        int at = where % text.length();
        String changed = text.substring(0, at) + what + text.substring(at + 1);

        if (!changed.equals(text)) {
            assertThatThrownBy(() -> DescriptorChecksum.require(changed)).isInstanceOf(MalformedException.class);
        }
    }

    @Property(tries = 200)
    void anyTextIsReadOrRefused(@ForAll String text) {
        assertThatThrownBy(() -> Descriptor.parse("wsh(sortedmulti(1," + text + "))", Network.REGTEST))
                .isInstanceOf(MalformedException.class);
    }

    private static Descriptor descriptor(ScriptKind kind, boolean sorted, int total, int seed, String path) {
        return Descriptor.of(
                kind,
                sorted,
                Threshold.of(1 + seed % total, total),
                IntStream.range(0, total)
                        .mapToObj(i -> Cosigner.ofSeedByte(seed + i).accountKey(path, Network.TESTNET3))
                        .toList());
    }

    /** Of taproot the unspendable internal key depends on the order of the keys. */
    @Property(tries = 30)
    void orderOfKeysDoesNotMatterToSortedScripts(@ForAll("descriptors") Descriptor descriptor) {
        List<CosignerKey> turned = descriptor.keys().stream()
                .sorted(Comparator.comparing(key -> key.key().chainCode()))
                .toList();

        Descriptor other = Descriptor.of(descriptor.kind(), true, descriptor.threshold(), turned);
        Descriptor one = Descriptor.of(descriptor.kind(), true, descriptor.threshold(), descriptor.keys());

        boolean isSame = turned.equals(descriptor.keys()) || descriptor.kind() != ScriptKind.TR;
        assertThat(other.derive(0, 3).scriptPubKey().equals(one.derive(0, 3).scriptPubKey()))
                .isEqualTo(isSame);
        assertThat(other.meansTheSameAs(one)).isEqualTo(isSame);
    }
}
