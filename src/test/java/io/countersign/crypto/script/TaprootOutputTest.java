package io.countersign.crypto.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.XOnlyPublicKey;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaprootOutputTest {

    private static final XOnlyPublicKey KEY =
            XOnlyPublicKey.ofHex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
    private static final TapLeaf LEAF = TapLeaf.of(Bytes.ofHex("51"));

    @Test
    void refusesLeafBelowDepth128() {
        assertThat(TaprootOutput.of(KEY, ladder(128)).leaves()).hasSize(129);

        assertThatThrownBy(() -> TaprootOutput.of(KEY, ladder(129)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("128");
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 1, 0xc1, 0x100})
    void refusesLeafVersionThatIsNoEvenByte(int version) {
        assertThatThrownBy(() -> new TapLeaf(version, Bytes.EMPTY)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 34, 64, 66, 33 + 32 * 129})
    void refusesControlBlockOfAnotherLength(int size) {
        assertThatThrownBy(() -> ControlBlock.parse(Bytes.wrap(new byte[size])))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("33 + 32 k");
    }

    @Test
    void refusesControlBlockWhoseInternalKeyIsNoPoint() {
        assertThatThrownBy(() -> ControlBlock.parse(Bytes.ofHex("c0" + "00".repeat(32))))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("x");
    }

    @Test
    void readsNothingButMultiA() {
        // BIP387: 1 of the one key is key CHECKSIG 1 NUMEQUAL.
        Bytes script = new MultiA(1, List.of(KEY)).toScript();
        assertThat(script.toHex()).isEqualTo("20" + KEY + "ac" + "51" + "9c");
        assertThat(MultiA.parse(script)).contains(new MultiA(1, List.of(KEY)));

        assertThat(MultiA.parse(script.plus(Bytes.ofHex("61")))).isEmpty();
        assertThat(MultiA.parse(script.slice(0, script.size() - 1))).isEmpty();
        assertThat(MultiA.parse(Bytes.ofHex("20" + KEY + "ac" + "0101" + "9c"))).isEmpty();
        assertThat(MultiA.parse(Bytes.ofHex("20" + KEY + "ba" + "51" + "9c"))).isEmpty();
        assertThat(MultiA.parse(Bytes.ofHex("20" + KEY + "ac" + "52" + "9c"))).isEmpty();
        assertThat(MultiA.parse(Bytes.ofHex("20" + KEY + "ac" + "00" + "9c"))).isEmpty();
        assertThat(MultiA.parse(Bytes.EMPTY)).isEmpty();
    }

    @Test
    void holds999KeysAtMost() {
        MultiA most = new MultiA(999, Collections.nCopies(999, KEY));
        assertThat(MultiA.parse(most.toScript())).contains(most);

        assertThatThrownBy(() -> new MultiA(1, Collections.nCopies(1000, KEY))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new MultiA(0, List.of(KEY))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new MultiA(2, List.of(KEY))).isInstanceOf(MalformedException.class);
    }

    private static TapTree ladder(int depth) {
        TapTree tree = LEAF;
        for (int i = 0; i < depth; i++) {
            tree = new TapBranch(LEAF, tree);
        }
        return tree;
    }
}
