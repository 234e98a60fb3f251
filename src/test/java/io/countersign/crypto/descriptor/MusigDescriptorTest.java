package io.countersign.crypto.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.musig.AggregateKey;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.Cosigner;
import io.countersign.testing.MusigSigner;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MusigDescriptorTest {

    private static final List<CosignerKey> KEYS = IntStream.rangeClosed(1, 3)
            .mapToObj(seed -> Cosigner.ofSeedByte(seed).accountKey("48h/1h/0h/2h", Network.REGTEST))
            .toList();

    /** By bitcoin-kmp: its aggregate of the sorted account keys, then BIP32 from the chain code of BIP328, then its taproot tweak. */
    @Test
    void derivesWhatAnotherImplementationAggregates() {
        DerivedScript script = Descriptor.ofMusig(KEYS).derive(1, 7);

        List<PublicKey> sorted =
                KEYS.stream().map(key -> key.key().publicKey()).sorted().toList();
        PublicKey theirs = MusigSigner.key(MusigSigner.aggregate(sorted));
        ExtendedPublicKey child = new ExtendedPublicKey(false, 0, Fingerprint.ZERO, 0, AggregateKey.CHAIN_CODE, theirs)
                .derive(1)
                .derive(7);
        var internal = new fr.acinq.bitcoin.PublicKey(child.publicKey().bytes().toArray()).xOnly();
        assertThat(script.scriptPubKey().toHex())
                .isEqualTo("5120"
                        + internal.outputKey(fr.acinq.bitcoin.Crypto.TaprootTweak.KeyPathTweak.INSTANCE)
                                .getFirst()
                                .value
                                .toHex());
    }

    @Test
    void knowsAllParticipantsAndWhatSigns() {
        Descriptor descriptor = Descriptor.ofMusig(KEYS);
        DerivedScript script = descriptor.derive(0, 5);
        DerivedAggregate musig = script.path("main").aggregates().get(0);

        assertThat(descriptor.text())
                .startsWith("tr(musig(" + KEYS.get(0) + "," + KEYS.get(1) + "," + KEYS.get(2) + ")/<0;1>/*)#");
        assertThat(descriptor.keys()).isEqualTo(KEYS);
        assertThat(descriptor.paths())
                .extracting(SpendPath::id, SpendPath::threshold, SpendPath::positions)
                .containsExactly(tuple("main", 3, List.of(0, 1, 2)));
        assertThat(musig.participants())
                .extracting(DerivedKey::key)
                .isEqualTo(musig.plain().participants());
        assertThat(musig.participants()).allSatisfy(participant -> assertThat(participant.key())
                .isEqualTo(KEYS.get(participant.position()).key().publicKey()));
        assertThat(musig.participants())
                .extracting(DerivedKey::origin)
                .containsExactlyInAnyOrderElementsOf(
                        KEYS.stream().map(CosignerKey::origin).toList());
        assertThat(musig.origin().fingerprint())
                .isEqualTo(Fingerprint.of(musig.plain().publicKey()));
        assertThat(musig.origin().path()).isEqualTo(DerivationPath.of(0, 5));
        assertThat(musig.key().publicKey().xOnly())
                .isEqualTo(script.taproot().orElseThrow().internalKey());
    }

    @Test
    void doesNotMindTheOrderOfParticipants() {
        List<CosignerKey> turned = List.of(KEYS.get(2), KEYS.get(0), KEYS.get(1));

        assertThat(Descriptor.ofMusig(turned).derive(0, 0).scriptPubKey())
                .isEqualTo(Descriptor.ofMusig(KEYS).derive(0, 0).scriptPubKey());
    }

    @Test
    void signsInALeafWithTheKeyThatStandsThere() {
        Descriptor descriptor = Descriptor.parse(
                "tr(%s/<0;1>/*,{pk(musig(%s,%s)/<0;1>/*),pk(%s/<0;1>/*)})"
                        .formatted(KEYS.get(2), KEYS.get(0), KEYS.get(1), KEYS.get(1)),
                Network.REGTEST);
        DerivedScript script = descriptor.derive(0, 4);
        DerivedPath path = script.path("branch-1");
        DerivedAggregate musig = path.aggregates().get(0);

        assertThat(path.leaf().orElseThrow().leaf().script().toHex())
                .isEqualTo("20" + musig.key().publicKey().xOnly() + "ac");
        assertThat(path.path().positions()).containsExactly(1, 2);
        assertThat(script.path("key").aggregates()).isEmpty();
        assertThat(script.path("branch-2").aggregates()).isEmpty();
    }

    @Test
    void aggregatesDerivedParticipantsToo() {
        Descriptor descriptor = Descriptor.parse(
                "tr(musig(%s/<0;1>/*,%s/<0;1>/*))".formatted(KEYS.get(0), KEYS.get(1)), Network.REGTEST);
        DerivedAggregate musig =
                descriptor.derive(1, 3).path("main").aggregates().get(0);

        assertThat(musig.plain().participants())
                .containsExactlyInAnyOrder(
                        KEYS.get(0).key().derive(DerivationPath.of(1, 3)).publicKey(),
                        KEYS.get(1).key().derive(DerivationPath.of(1, 3)).publicKey());
        assertThat(musig.origin().path()).isEqualTo(DerivationPath.EMPTY);
    }

    @Test
    void refusesOneCosignerTwice() {
        assertThatThrownBy(() -> Descriptor.ofMusig(List.of(KEYS.get(0), KEYS.get(0))))
                .isInstanceOf(MalformedException.class);
    }
}
