package io.countersign.crypto.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9162 section 2.1, by the tests of the logs that run on it. */
class MerkleVectorTest {

    static Stream<VectorCase> cases() {
        return Vectors.cases("rfc9162_merkle.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agrees(VectorCase vector) {
        switch (vector.input("operation")) {
            case "root" ->
                assertThat(root(bytes(vector.input().get("leaves"))).toHex()).isEqualTo(vector.expected("root"));
            case "leaf" ->
                assertThat(MerkleHash.leaf(Bytes.ofHex(vector.input("leaf"))).toHex())
                        .isEqualTo(vector.expected("hash"));
            case "node" ->
                assertThat(MerkleHash.node(Bytes.ofHex(vector.input("left")), Bytes.ofHex(vector.input("right")))
                                .toHex())
                        .isEqualTo(vector.expected("hash"));
            case "inclusion" -> assertThat(isIncluded(vector)).isEqualTo(vector.valid());
            case "consistency" -> assertThat(isConsistent(vector)).isEqualTo(vector.valid());
            default -> throw new IllegalArgumentException(vector.toString());
        }
    }

    /** The proofs that the vectors accept for the eight leaves of root-8 are those that the prover makes. */
    @ParameterizedTest
    @MethodSource("ofEightLeaves")
    void makesTheSameProofs(VectorCase vector) {
        List<Bytes32> leaves = Vectors.cases("rfc9162_merkle.json")
                .filter(one -> one.id().equals("root-8"))
                .flatMap(one -> bytes(one.input().get("leaves")).stream())
                .map(MerkleHash::leaf)
                .toList();

        ProofPlan plan = vector.input("operation").equals("inclusion")
                ? ProofPlan.inclusion(number(vector, "leaf_index"), number(vector, "tree_size"))
                : ProofPlan.consistency(number(vector, "size1"), number(vector, "size2"));

        assertThat(plan.hashes(new HeldTree(leaves)::hash))
                .isEqualTo(hashes(vector.input().get("proof")));
    }

    static Stream<VectorCase> ofEightLeaves() {
        return cases().filter(vector -> vector.id().matches("(inclusion|consistency)/[1-4]/happy-path"));
    }

    private static boolean isIncluded(VectorCase vector) {
        try {
            return new InclusionProof(
                            number(vector, "leaf_index"),
                            number(vector, "tree_size"),
                            hashes(vector.input().get("proof")))
                    .proves(Bytes32.ofHex(vector.input("leaf_hash")), Bytes.ofHex(vector.input("root")));
        } catch (MalformedException e) {
            return false;
        }
    }

    private static boolean isConsistent(VectorCase vector) {
        try {
            return new ConsistencyProof(
                            number(vector, "size1"),
                            number(vector, "size2"),
                            hashes(vector.input().get("proof")))
                    .proves(Bytes.ofHex(vector.input("root1")), Bytes.ofHex(vector.input("root2")));
        } catch (MalformedException e) {
            return false;
        }
    }

    private static Bytes32 root(List<Bytes> leaves) {
        TreeGrowth growth = new TreeGrowth(0, List.of());
        leaves.forEach(leaf -> growth.add(MerkleHash.leaf(leaf)));
        return growth.root();
    }

    private static long number(VectorCase vector, String field) {
        return Long.parseUnsignedLong(vector.input(field));
    }

    private static List<Bytes> bytes(JsonNode list) {
        List<Bytes> all = new ArrayList<>();
        list.forEach(item -> all.add(Bytes.ofHex(item.asText())));
        return all;
    }

    private static List<Bytes32> hashes(JsonNode list) {
        return bytes(list).stream().map(Bytes32::new).toList();
    }
}
