package io.countersign.crypto.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.Cosigner;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MiniscriptDescriptorTest {

    private static final List<CosignerKey> KEYS = IntStream.rangeClosed(1, 4)
            .mapToObj(seed -> Cosigner.ofSeedByte(seed).accountKey("48h/1h/0h/2h", Network.REGTEST))
            .toList();
    private static final String RECOVERY = "or_d(multi(2,@0,@1,@2),and_v(v:pkh(@3),older(52560)))";
    private static final String H = "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0";

    @Test
    void listsTheWaysToSpendInWords() {
        assertThat(parse("wsh(" + RECOVERY + ")").paths())
                .extracting(SpendPath::id, SpendPath::description, SpendPath::older, SpendPath::positions)
                .containsExactly(
                        tuple("branch-1", "any 2 of the keys @0, @1 and @2", null, List.of(0, 1, 2)),
                        tuple(
                                "branch-2",
                                "the key @3, and 52,560 blocks after the coin is confirmed",
                                52_560L,
                                List.of(3)));
    }

    @Test
    void putsLockedPathsLastAcrossTheLeavesOfATree() {
        Descriptor descriptor =
                parse("tr(@0,{and_v(v:pk(@1),after(840000)),andor(pk(@1/2),older(10),and_v(v:pk(@2),pk(@3)))})");

        assertThat(descriptor.paths())
                .extracting(SpendPath::id, SpendPath::description)
                .containsExactly(
                        tuple("key", "the key @0"),
                        tuple("branch-3", "the key @2, and the key @3"),
                        tuple("branch-1", "the key @1, and after block 840,000"),
                        tuple("branch-2", "the key @1, and 10 blocks after the coin is confirmed"));
        DerivedScript script = descriptor.derive(0, 3);
        assertThat(script.path("branch-2").leaf())
                .isEqualTo(script.path("branch-3").leaf());
        assertThat(script.path("branch-1").leaf())
                .isNotEqualTo(script.path("branch-3").leaf());
    }

    @Test
    void standsInNestedOutputsToo() {
        assertThat(parse("sh(wsh(" + RECOVERY + "))").derive(0, 0).witnessScript())
                .isEqualTo(parse("wsh(" + RECOVERY + ")").derive(0, 0).witnessScript());
    }

    @Test
    void takesTheParticipantsOfAnAggregateTogether() {
        String leaf = "and_v(v:pk(musig(@0k,@1k)/<0;1>/*),older(5))"
                .replace("@0k", KEYS.get(0).toString())
                .replace("@1k", KEYS.get(1).toString());

        assertThat(parse("tr(" + H + "," + leaf + ")").paths())
                .extracting(SpendPath::description, SpendPath::threshold)
                .containsExactly(tuple("all of the keys @0 and @1, and 5 blocks after the coin is confirmed", 2));
    }

    @Test
    void goesThroughATemplateAndBack() {
        Descriptor descriptor = parse("wsh(" + RECOVERY + ")");

        Bip388Template.Filled found = Bip388Template.of(descriptor.output());

        assertThat(found.template().text())
                .isEqualTo("wsh(or_d(multi(2,@0/**,@1/**,@2/**),and_v(v:pkh(@3/**),older(52560))))");
        assertThat(Descriptor.of(found.template().expression(found.keys(), Network.REGTEST)))
                .isEqualTo(descriptor);
    }

    @Test
    void refusesWhatNoWalletMayHave() {
        assertRefused("wsh(and_v(v:pk(@0),sha256(" + H + ")))", "preimage of a hash");
        assertRefused("wsh(or_d(pk(@0),older(10)))", "no signature at all");
        assertRefused("wsh(or_b(pk(@0),s:pk(@0)))", "A key is repeated");
        assertRefused("wsh(and_v(v:pk(@0),older(65536)))", "1 to 65535 blocks");
        assertRefused("sh(" + RECOVERY + ")", "not supported");
        assertRefused("wsh(thresh(2,pk(@0),s:pk(@0/2),s:pk(@1)))", "every cosigner counts once");
        assertRefused("tr(" + H + "," + "n".repeat(400) + ":pk(@0))", "nests at most 400 deep");
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(reason);
    }

    /** {@code @0} is the first cosigner's key on the usual pair of steps, {@code @0/2} on the pair 2 and 3. */
    private static Descriptor parse(String text) {
        String filled = text;
        for (int i = 0; i < KEYS.size(); i++) {
            filled =
                    filled.replace("@" + i + "/2", KEYS.get(i) + "/<2;3>/*").replace("@" + i, KEYS.get(i) + "/<0;1>/*");
        }
        return Descriptor.parse(filled, Network.REGTEST);
    }
}
