package io.countersign.crypto.descriptor.miniscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MiniscriptTest {

    private static final String RECOVERY = "or_d(multi(2,A,B,C),and_v(v:pkh(D),older(52560)))";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pk(A                                | Expected ) at character 4.",
                "pk(A))                              | The miniscript ends at character 5, but more text follows.",
                ":pk(A)                              | No wrapper stands before the colon.",
                "x:pk(A)                             | The wrappers of miniscript are a s c d v j n t l u.",
                "nothing(A)                          | Expected a fragment of miniscript.",
                "and_v(v:pk(A),pk(B),pk(C))          | and_v takes 2 expressions, not 3.",
                "and_n(pk(A))                        | and_n takes 2 expressions, not 1.",
                "andor(pk(A),pk(B))                  | andor takes 3 expressions, not 2.",
                "and_v(v:pk(A),older(010))           | Expected a number below 2147483648 before character 23.",
                "and_v(v:pk(A),older(99999999999))   | Expected a number below 2147483648 before character 31.",
                "and_v(v:pk(A),older(0))             | A relative time lock is 1 to 2147483647.",
                "and_v(v:pk(A),after(0))             | An absolute time lock is 1 to 2147483647.",
                "and_v(v:pk(A),sha256(00))           | Expected a hash of 32 bytes in hex.",
                "multi(3,A,B)                        | multi of 3 of 2 is not possible.",
                "multi_a(1,A,B)                      | multi stands in P2WSH only, and multi_a in tapscript only.",
                "thresh(0,pk(A))                     | thresh of 0 of 1 is not possible.",
                "and_v(pk(A),pk(B))                  | and_v can't hold expressions of the types Bondu, Bondu (BIP379, \"Correctness\").",
                "pk_k(A)                             | The expression as a whole has the type K; a script has B.",
                "or_d(pk(A),older(10))               | A way to spend needs no signature at all.",
                "and_v(v:pk(A),or_i(older(1),older(2))) | Somebody without a key could change the witness (it is malleable).",
                "and_v(v:pk(A),and_b(after(10),a:after(500000000))) | Time locks by height and by time stand in one way to spend, which can't be met together.",
                "or_b(pk(A),s:pk(A))                 | A key is repeated: each place needs a key or derivation of its own.",
                "and_v(v:pk(A),0)                    | Nothing can ever satisfy this miniscript.",
                "and_v(v:pk(A),older(65536))         | The number of older is 1 to 65535 blocks, or 4194305 to 4259839 for units of 512 seconds: of another the network would ignore a part.",
                "and_v(v:pk(A),older(4194304))       | The number of older is 1 to 65535 blocks, or 4194305 to 4259839 for units of 512 seconds: of another the network would ignore a part.",
                "and_v(v:pk(A),older(65537))         | The number of older is 1 to 65535 blocks, or 4194305 to 4259839 for units of 512 seconds: of another the network would ignore a part.",
            })
    void refusesEachFaultWithItsReason(String text, String reason) {
        assertThatThrownBy(() -> p2wsh(text))
                .isInstanceOf(MalformedException.class)
                .hasMessage(reason);
    }

    /** A part is SWAP, a push of 33 bytes, CHECKSIG and ADD. The first lacks two of them, and EQUAL is one more. */
    @Test
    void refusesMoreOpcodesThanTheNetworkExecutes() {
        // 1 + 66 * 3 + 1 = 200 opcodes; 67 parts would make 203. 98 parts have 35 + 97 * 37 + 2 = 3626 bytes.
        assertThat(p2wsh(threshold(66)).keys()).hasSize(67);
        assertThatThrownBy(() -> p2wsh(threshold(67)))
                .hasMessageStartingWith("A way to spend exceeds what the network executes");
        assertThatThrownBy(() -> p2wsh(threshold(97))).hasMessage("The script has 3626 bytes; P2WSH allows 3600.");
        assertThat(Miniscript.parse(threshold(97), ScriptContext.TAPSCRIPT, Function.identity())
                        .keys())
                .hasSize(98);
    }

    /** 20 signatures and an empty element for each multisig: 4 of them take 84 elements, 5 take 105. */
    @Test
    void refusesMoreWitnessElementsThanAreRelayed() {
        assertThat(p2wsh(multisigs(4)).keys()).hasSize(80);
        assertThatThrownBy(() -> p2wsh(multisigs(5)))
                .hasMessageStartingWith("A way to spend exceeds what the network executes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RECOVERY,
                "pk(A)",
                "and_n(pk(A),pk(B))",
                "tv:pk(A)",
                "and_v(v:pk(A),l:older(1))",
                "andor(pk(A),u:older(1),pk(B))",
                "c:or_i(pk_k(A),pk_h(B))",
                "thresh(2,pk(A),s:pk(B),sln:older(12960))",
                "and_v(v:pk(A),hash160(0102030405060708090a0b0c0d0e0f1011121314))"
            })
    void printsCanonicalTextAsItWas(String text) {
        assertThat(p2wsh(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c:pk_k(A)                       | pk(A)",
                "and_v(vc:pk_h(A),1)             | tv:pkh(A)",
                "andor(pk(A),pk(B),0)            | and_n(pk(A),pk(B))",
                "or_i(0,pk(A))                   | l:pk(A)",
                "or_i(pk(A),0)                   | u:pk(A)",
                "or_i(0,or_i(0,pk(A)))           | ll:pk(A)",
            })
    void printsTheShortForms(String text, String canonical) {
        assertThat(p2wsh(text).text()).isEqualTo(canonical);
        assertThat(p2wsh(text)).isEqualTo(p2wsh(canonical)).hasSameHashCodeAs(p2wsh(canonical));
        assertThat(p2wsh(text)).isNotEqualTo(Miniscript.parse(text, ScriptContext.TAPSCRIPT, Function.identity()));
    }

    @Test
    void readsKeysThatHoldCommasAndParentheses() {
        Miniscript<String> miniscript = Miniscript.parse(
                "and_v(v:pk(musig([d34db33f/48h]A,B)/<0;1>/*),pk(C/<2;3>/*))",
                ScriptContext.TAPSCRIPT,
                Function.identity());

        assertThat(miniscript.keys()).containsExactly("musig([d34db33f/48h]A,B)/<0;1>/*", "C/<2;3>/*");
    }

    @Test
    void findsEveryWayToSpendFromLeftToRight() {
        assertThat(branches(RECOVERY)).containsExactly("2 of A, B, C", "1 of D, older 52560");
        assertThat(branches("thresh(3,pk(A),s:pk(B),s:pk(C),sln:older(12960))"))
                .containsExactly("3 of A, B, C", "2 of A, B, C, older 12960");
        assertThat(branches("and_v(v:pk(A),or_d(pk(B),older(1)))"))
                .containsExactly("1 of A, 1 of B", "1 of A, older 1");
        assertThat(branches("andor(pk(A),after(840000),and_v(v:multi(2,B,C),after(2000000000)))"))
                .containsExactly("1 of A, after 840000", "2 of B, C, after 2000000000");
        assertThat(branches("thresh(2,multi(1,A,B),s:pk(C),s:pk(D),sln:after(7))"))
                .containsExactly("2 of C, D", "1 of C, D, 1 of A, B", "1 of C, D, after 7", "1 of A, B, after 7");
        assertThat(branches("or_i(and_v(v:pk(A),older(10)),or_i(pk(B),and_v(v:pk(C),older(5))))"))
                .containsExactly("1 of A, older 10", "1 of B", "1 of C, older 5");
    }

    @Test
    void takesTheLaterOfTwoLocks() {
        assertThat(branches("and_v(v:pk(A),and_v(v:older(10),and_v(v:older(3),and_v(v:after(7),after(9)))))"))
                .containsExactly("1 of A, older 10, after 9");
    }

    /** Whoever has A can spend after 3 blocks; a way that asks for B as well 144 blocks later is none. */
    @Test
    void leavesOutBranchesThatAskForMoreThanAnother() {
        assertThat(branches("and_v(v:pk(A),or_i(older(3),and_v(v:pk(B),older(144))))"))
                .containsExactly("1 of A, older 3");
    }

    @Test
    void refusesMoreBranchesThanAPersonCanChooseFrom() {
        String seven = IntStream.range(0, 7)
                .mapToObj(i -> "or_i(v:pk(A%d),v:pk(B%d))".formatted(i, i))
                .reduce((one, other) -> "and_v(%s,%s)".formatted(one, other))
                .orElseThrow();

        assertThatThrownBy(() -> p2wsh("t:" + seven).branches()).hasMessage("There are more than 64 ways to spend.");
        assertThat(branches("t:" + seven.replaceFirst("or_i\\(v:pk\\(A0\\),v:pk\\(B0\\)\\)", "v:pk(A0)")))
                .hasSize(64);
    }

    @Test
    void refusesToListBranchesWithHashLocks() {
        Miniscript<String> miniscript = p2wsh("and_v(v:pk(A),ripemd160(0102030405060708090a0b0c0d0e0f1011121314))");

        assertThat(miniscript.hasHashLocks()).isTrue();
        assertThat(p2wsh(RECOVERY).hasHashLocks()).isFalse();
        assertThatThrownBy(miniscript::branches).isInstanceOf(MalformedException.class);
    }

    @Test
    void takesTheCheaperWayAndOfKeysTheFirst() {
        Miniscript<String> miniscript = p2wsh("or_i(and_v(v:pk(A),pk(B)),thresh(1,pk(C),s:pk(D),s:pk(E)))");

        // Two signatures and a choice, or one, two empty elements and a choice.
        assertThat(satisfied(miniscript, Set.of("A", "B", "D", "E")))
                .containsExactly(Bytes.EMPTY, signature("D"), Bytes.EMPTY, Bytes.EMPTY);
        assertThat(satisfied(miniscript, Set.of("A", "B")))
                .containsExactly(signature("B"), signature("A"), Bytes.ofHex("01"));
        assertThat(satisfied(p2wsh("multi(2,A,B,C)"), Set.of("A", "B", "C")))
                .containsExactly(Bytes.EMPTY, signature("A"), signature("B"));
    }

    @Test
    void findsNothingWithoutEnoughSignatures() {
        assertThat(p2wsh(RECOVERY).satisfy(source(Set.of("A", "D")))).isEmpty();
        assertThat(p2wsh(RECOVERY).satisfy(source(Set.of()))).isEmpty();
    }

    @Test
    void ignoresPreimagesOfAnotherSize() {
        Miniscript<String> miniscript = p2wsh("and_v(v:pk(A),ripemd160(0102030405060708090a0b0c0d0e0f1011121314))");

        assertThat(miniscript.satisfy(withPreimage(31))).isEmpty();
        assertThat(miniscript.satisfy(withPreimage(32))).isPresent();
    }

    /** Nesting that no thread's stack could follow: 8,000 wrappers make a script of 8,035 bytes in a leaf. */
    @Test
    void readsTextsOfAnyDepth() {
        String deep = "n".repeat(8000) + ":pk(A)";

        Miniscript<String> miniscript = Miniscript.parse(deep, ScriptContext.TAPSCRIPT, Function.identity());

        assertThat(miniscript.text()).isEqualTo(deep);
        // One push of the key and CHECKSIG.
        assertThat(miniscript.scriptSize()).isEqualTo(8000 + 33 + 1);
        assertThat(miniscript.branches()).hasSize(1);
        assertThatThrownBy(() -> p2wsh("n".repeat(40_000) + ":pk(A)"))
                .hasMessage("A miniscript has at most 32768 characters.");
    }

    private static String threshold(int more) {
        return IntStream.rangeClosed(1, more)
                .mapToObj(i -> ",s:pk(K" + i + ")")
                .collect(Collectors.joining("", "thresh(1,pk(K0)", ")"));
    }

    private static String multisigs(int count) {
        String all = IntStream.range(0, count)
                .mapToObj(i -> IntStream.range(0, 20)
                        .mapToObj(j -> ",K%d_%d".formatted(i, j))
                        .collect(Collectors.joining("", "v:multi(20", ")")))
                .reduce((one, other) -> "and_v(%s,%s)".formatted(one, other))
                .orElseThrow();
        return "t:" + all;
    }

    private static Miniscript<String> p2wsh(String text) {
        return Miniscript.parse(text, ScriptContext.P2WSH, Function.identity());
    }

    private static List<String> branches(String text) {
        return p2wsh(text).branches().stream().map(MiniscriptTest::words).toList();
    }

    private static String words(SpendBranch<String> branch) {
        Stream<String> groups =
                branch.groups().stream().map(group -> group.threshold() + " of " + String.join(", ", group.keys()));
        Stream<String> older = branch.older().map(lock -> "older " + lock.operand()).stream();
        Stream<String> after = branch.after().map(lock -> "after " + lock.operand()).stream();
        return Stream.of(groups, older, after).flatMap(words -> words).collect(Collectors.joining(", "));
    }

    private static List<Bytes> satisfied(Miniscript<String> miniscript, Set<String> signers) {
        return miniscript.satisfy(source(signers)).orElseThrow();
    }

    /** No real signature: its first byte is the name. */
    private static Bytes signature(String key) {
        return Bytes.ofHex(String.format(Locale.ROOT, "%02x", (int) key.charAt(0)));
    }

    private static WitnessSource<String> source(Set<String> signers) {
        return new NamedSource(signers, Optional.empty());
    }

    private static WitnessSource<String> withPreimage(int size) {
        return new NamedSource(Set.of("A"), Optional.of(Bytes.wrap(new byte[size])));
    }

    private record NamedSource(Set<String> signers, Optional<Bytes> preimage) implements WitnessSource<String> {

        @Override
        public Bytes keyBytes(String key) {
            return Bytes.wrap(new byte[33]);
        }

        @Override
        public Optional<Bytes> signature(String key) {
            return Optional.of(MiniscriptTest.signature(key)).filter(made -> signers.contains(key));
        }

        @Override
        public boolean meets(RelativeLock older) {
            return false;
        }

        @Override
        public boolean meets(AbsoluteLock after) {
            return false;
        }

        @Override
        public Optional<Bytes> preimage(String fragment, Bytes hash) {
            return preimage;
        }
    }
}
