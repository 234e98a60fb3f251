package io.countersign.crypto.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws of the tree, against its definition. */
class MerkleTreePropertyTest {

    private static final HeldTree TREE = new HeldTree(IntStream.range(0, 1_000)
            .mapToObj(i -> MerkleHash.leaf(Bytes.ofHex("%08x".formatted(i))))
            .toList());

    @Property(tries = 200)
    void growsToTheRootOfTheDefinition(@ForAll @IntRange(max = 500) int before, @ForAll @IntRange(max = 500) int more) {
        List<Bytes32> edge = TreeGrowth.edgeOf(before).stream().map(TREE::hash).toList();
        TreeGrowth growth = new TreeGrowth(before, edge);
        for (int i = before; i < before + more; i++) {
            growth.add(TREE.hash(new TreeNode(0, i)));
        }

        assertThat(growth.root()).isEqualTo(TREE.root(before + more));
        growth.completed().forEach((node, hash) -> assertThat(hash).isEqualTo(TREE.hash(node)));
        assertThat(growth.completed().size()).isEqualTo(inner(before + more) - inner(before));
    }

    @Property(tries = 300)
    void provesEveryLeafOfEverySize(@ForAll @IntRange(max = 999) int index, @ForAll @IntRange(max = 999) int more) {
        int size = Math.min(1_000, index + 1 + more);
        ProofPlan plan = ProofPlan.inclusion(index, size);
        InclusionProof proof = new InclusionProof(index, size, plan.hashes(TREE::hash));
        Bytes32 leaf = TREE.hash(new TreeNode(0, index));
        Bytes root = TREE.root(size).bytes();

        assertThat(proof.proves(leaf, root)).isTrue();
        assertThat(proof.hashes().size()).isLessThanOrEqualTo(10);
        assertThat(plan.nodes().size()).isLessThanOrEqualTo(20);
        assertThat(new InclusionProof(index + 1, size, proof.hashes()).proves(leaf, root))
                .isFalse();
        assertThat(new InclusionProof(index, size, withOneMore(proof.hashes())).proves(leaf, root))
                .isFalse();
        assertThat(proof.proves(MerkleHash.EMPTY, root)).isFalse();
    }

    @Property(tries = 300)
    void provesThatEveryTreeBeginsWithEachSmallerOne(
            @ForAll @IntRange(min = 1, max = 1_000) int from, @ForAll @IntRange(max = 999) int more) {
        int to = Math.min(1_000, from + more);
        List<Bytes32> hashes = ProofPlan.consistency(from, to).hashes(TREE::hash);
        ConsistencyProof proof = new ConsistencyProof(from, to, hashes);
        Bytes older = TREE.root(from).bytes();
        Bytes newer = TREE.root(to).bytes();

        assertThat(proof.proves(older, newer)).isTrue();
        assertThat(proof.proves(MerkleHash.EMPTY.bytes(), newer)).isFalse();
        assertThat(proof.proves(older, MerkleHash.EMPTY.bytes())).isFalse();
        assertThat(new ConsistencyProof(from, to, withOneMore(hashes)).proves(older, newer))
                .isFalse();
    }

    @Property
    void writesAndReadsTilePaths(
            @ForAll @IntRange(max = 63) int level,
            @ForAll @IntRange(max = 2_000_000_000) int index,
            @ForAll @IntRange(min = 1, max = 256) int width) {
        TilePath path = new TilePath(level, index, width);

        assertThat(TilePath.parse(path.toString())).isEqualTo(path);
    }

    private static int inner(int leaves) {
        return leaves - Integer.bitCount(leaves);
    }

    private static List<Bytes32> withOneMore(List<Bytes32> hashes) {
        List<Bytes32> longer = new ArrayList<>(hashes);
        longer.add(MerkleHash.EMPTY);
        return longer;
    }
}
