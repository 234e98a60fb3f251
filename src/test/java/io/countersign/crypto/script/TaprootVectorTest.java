package io.countersign.crypto.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("BIP341: outputs, trees and control blocks")
class TaprootVectorTest {

    static Stream<VectorCase> outputs() {
        return Vectors.cases("taproot_bip341_wallet.json")
                .filter(vector -> vector.id().startsWith("script-pubkey-"));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void commitsToTheScripts(VectorCase vector) {
        TaprootOutput output = output(vector);

        Bytes root = output.merkleRoot().map(hash -> hash.bytes()).orElse(Bytes.EMPTY);
        assertThat(output.merkleRoot().isEmpty())
                .isEqualTo(vector.expected().get("merkle_root").isNull());
        assertThat(output.merkleRoot().isEmpty() || root.toHex().equals(vector.expected("merkle_root")))
                .isTrue();
        assertThat(TaprootOutput.tweak(output.internalKey(), root)).hasToString(vector.expected("tweak"));
        assertThat(output.outputKey()).hasToString(vector.expected("tweaked_pubkey"));
        assertThat(output.scriptPubKey().toHex()).isEqualTo(vector.expected("script_pubkey"));
        assertThat(Address.ofScript(output.scriptPubKey(), Network.MAINNET))
                .map(Address::text)
                .contains(vector.expected("address"));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void opensEveryLeaf(VectorCase vector) {
        TaprootOutput output = output(vector);
        Map<Integer, TapLeaf> leaves = leaves(vector);

        for (Map.Entry<Integer, TapLeaf> entry : leaves.entrySet()) {
            TapTree.Placed placed = output.leaves().stream()
                    .filter(leaf -> leaf.leaf().equals(entry.getValue()))
                    .findFirst()
                    .orElseThrow();
            ControlBlock block = output.controlBlock(placed);
            assertThat(placed.hash().toHex()).isEqualTo(at(vector, "leaf_hashes", entry.getKey()));
            assertThat(block.bytes().toHex()).isEqualTo(at(vector, "control_blocks", entry.getKey()));
            assertThat(ControlBlock.parse(block.bytes())).isEqualTo(block);
            assertThat(block.proves(entry.getValue().script(), output.outputKey()))
                    .isTrue();
            assertThat(block.proves(entry.getValue().script().plus(Bytes.ofHex("51")), output.outputKey()))
                    .isFalse();
            assertThat(new ControlBlock(
                                    block.leafVersion(), !block.hasOddOutputKey(), block.internalKey(), block.path())
                            .proves(entry.getValue().script(), output.outputKey()))
                    .isFalse();
        }
        assertThat(output.leaves()).hasSameSizeAs(leaves.entrySet());
    }

    private static String at(VectorCase vector, String list, int index) {
        return vector.expected().get(list).get(index).asText();
    }

    private static TaprootOutput output(VectorCase vector) {
        XOnlyPublicKey internalKey = XOnlyPublicKey.ofHex(vector.input("internal_pubkey"));
        JsonNode tree = vector.input().get("script_tree");
        return tree.isNull() ? TaprootOutput.keyOnly(internalKey) : TaprootOutput.of(internalKey, tree(tree));
    }

    private static TapTree tree(JsonNode node) {
        return node.isArray() && node.size() == 2
                ? new TapBranch(tree(node.get(0)), tree(node.get(1)))
                : leaf(node.isArray() ? node.get(0) : node);
    }

    private static TapLeaf leaf(JsonNode node) {
        return new TapLeaf(
                Integer.parseInt(node.get("leaf_version").asText(), 16),
                Bytes.ofHex(node.get("script").asText()));
    }

    private static Map<Integer, TapLeaf> leaves(VectorCase vector) {
        Map<Integer, TapLeaf> leaves = new TreeMap<>(Comparator.naturalOrder());
        List<JsonNode> nodes = vector.input().get("script_tree").findParents("leaf_id");
        nodes.forEach(node -> leaves.put(node.get("leaf_id").asInt(), leaf(node)));
        return leaves;
    }
}
