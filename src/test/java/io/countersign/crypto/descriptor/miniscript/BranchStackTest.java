package io.countersign.crypto.descriptor.miniscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.StackLayout;
import io.countersign.crypto.tx.InputLocks;
import io.countersign.testing.Runs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BranchStackTest {

    /** In each of the two contexts. */
    private static final int RUNS = 5_000;

    /** What a branch's signatures make is read back as just these signatures, each by keys among which its own is. */
    @ParameterizedTest
    @EnumSource
    void findsTheSignaturesOnItsOwnStacks(ScriptContext context) {
        for (int seed = 0; seed < Runs.of(RUNS); seed++) {
            Miniscript<String> miniscript = RandomMiniscript.ofFewBranches(seed, context);
            for (SpendBranch<String> branch : miniscript.branches()) {
                BranchStack<String> layout = layout(miniscript, branch);
                Set<String> signers = signers(branch, new Random(seed));

                List<Bytes> stack =
                        layout.satisfied(signatures(signers, context)).orElseThrow();

                String description = seed + ": " + miniscript.text() + " by " + branch + " of " + signers;
                List<StackLayout.PlacedSignature> found =
                        layout.signaturesIn(stack).orElseThrow(() -> new AssertionError(description));
                assertThat(found).as(description).hasSameSizeAs(signers).allMatch(placed -> placed.keys().stream()
                        .anyMatch(key -> signature(key).equals(placed.signature())));
                assertThat(size(stack))
                        .as(description)
                        .isLessThanOrEqualTo(size(layout.largest(context.largestSignature())));
                assertThat(stack.size()).as(description).isLessThanOrEqualTo(branch.witnessElements());
                assertThat(found)
                        .as(description)
                        .extracting(StackLayout.PlacedSignature::signature)
                        .doesNotHaveDuplicates();
            }
        }
    }

    /** Whatever else lies on the stack, it is answered, and what is taken is a stack that the layout could have made. */
    @ParameterizedTest
    @EnumSource
    void takesNoOtherStack(ScriptContext context) {
        for (int seed = 0; seed < Runs.of(RUNS); seed++) {
            Miniscript<String> miniscript = RandomMiniscript.ofFewBranches(seed, context);
            Random random = new Random(seed);
            SpendBranch<String> branch = miniscript.branches().get(0);
            BranchStack<String> layout = layout(miniscript, branch);
            List<Bytes> stack = new ArrayList<>(layout.satisfied(signatures(signers(branch, random), context))
                    .orElseThrow());
            int at = random.nextInt(stack.size());
            switch (random.nextInt(4)) {
                case 0 -> stack.remove(at);
                case 1 -> stack.add(at, stack.get(at));
                case 2 -> stack.set(at, Bytes.ofHex("02"));
                default -> stack.set(at, Bytes.EMPTY);
            }

            layout.signaturesIn(stack).ifPresent(found -> assertThat(found).hasSize(branch.threshold()));
        }
    }

    @Test
    void tellsTheBranchesOfOneScriptApart() {
        Miniscript<String> miniscript = parse("or_i(pk(A),or_i(pk(B),and_v(v:pk(C),older(10))))");
        List<Bytes> stack = layout(miniscript, miniscript.branches().get(1))
                .satisfied(signatures(Set.of("A", "B", "C"), ScriptContext.P2WSH))
                .orElseThrow();

        assertThat(miniscript.branches())
                .extracting(
                        branch -> layout(miniscript, branch).signaturesIn(stack).isPresent())
                .containsExactly(false, true, false);
    }

    @Test
    void asksNobodyWhoIsNotOnTheBranch() {
        Miniscript<String> miniscript = parse("or_i(pk(A),and_v(v:pk(B),pk(C)))");

        assertThat(layout(miniscript, miniscript.branches().get(1))
                        .satisfied(signatures(Set.of("A", "B"), ScriptContext.P2WSH)))
                .isEmpty();
    }

    /** With older(10) met anybody could take B's signature away, so it must not be part of the witness (BIP379). */
    @Test
    void leavesOutSignaturesThatAnybodyCouldReplaceByAnotherLock() {
        Miniscript<String> miniscript = parse("and_v(v:pk(A),or_d(pk(B),older(10)))");
        BranchStack<String> layout = layout(miniscript, miniscript.branches().get(0));
        Map<Bytes, Bytes> signatures = signatures(Set.of("A", "B"), ScriptContext.P2WSH);

        assertThat(layout.under(new InputLocks(2, 0, 0xfffffffdL))
                        .satisfied(signatures)
                        .orElseThrow())
                .containsExactly(ofName("B"), ofName("A"));
        assertThat(layout.under(new InputLocks(2, 0, 10)).satisfied(signatures).orElseThrow())
                .containsExactly(Bytes.EMPTY, ofName("A"));
    }

    /** An empty element, two signatures of 72 bytes, and a choice: none of the other sizes is that of a signature. */
    @Test
    void isAsLargeAsItCanBecome() {
        Miniscript<String> miniscript = parse("or_i(multi(2,A,B,C),pkh(D))");

        assertThat(size(layout(miniscript, miniscript.branches().get(0)).largest(72)))
                .isEqualTo(1 + 2 * 73 + 2);
        assertThat(size(layout(miniscript, miniscript.branches().get(1)).largest(72)))
                .isEqualTo(73 + 34 + 1);
    }

    private static int size(List<Bytes> stack) {
        return stack.stream().mapToInt(element -> 1 + element.size()).sum();
    }

    private static Miniscript<String> parse(String text) {
        return Miniscript.parse(text, ScriptContext.P2WSH, Function.identity());
    }

    private static BranchStack<String> layout(Miniscript<String> miniscript, SpendBranch<String> branch) {
        return new BranchStack<>(
                miniscript,
                branch,
                miniscript.keys().stream()
                        .collect(Collectors.toMap(
                                Function.identity(), key -> MiniscriptSpend.keyBytes(key, miniscript.context()))),
                null);
    }

    private static Set<String> signers(SpendBranch<String> branch, Random random) {
        Set<String> signers = new HashSet<>();
        branch.groups()
                .forEach(group -> signers.addAll(SatisfactionTest.someOf(group.keys(), group.threshold(), random)));
        return signers;
    }

    private static Map<Bytes, Bytes> signatures(Set<String> signers, ScriptContext context) {
        Map<Bytes, Bytes> signatures = new HashMap<>();
        for (String signer : signers) {
            Bytes key = MiniscriptSpend.keyBytes(signer, context);
            signatures.put(key, signature(key));
        }
        return signatures;
    }

    private static Bytes ofName(String key) {
        return signature(MiniscriptSpend.keyBytes(key, ScriptContext.P2WSH));
    }

    /** No real one, but one that tells whose it is. */
    private static Bytes signature(Bytes key) {
        return Bytes.ofHex("30").plus(key);
    }
}
