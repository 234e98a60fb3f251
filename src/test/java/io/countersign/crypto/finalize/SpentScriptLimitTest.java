package io.countersign.crypto.finalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.finalize.TransactionFault.Reason;
import io.countersign.crypto.script.StackLayout;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedLeaf;
import io.countersign.crypto.verify.ExpectedPath;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestSpend;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Bitcoin Core's IsWitnessStandard and AreInputsStandard (policy.h) let through, at each limit and one beyond. */
class SpentScriptLimitTest {

    private static final NextBlock NEXT = new NextBlock(800_000, 1_700_000_000L);
    private static final String NOP = "61";
    private static final String CHECKSIG = "ac";
    private static final List<Bytes> NOTHING = List.of(Bytes.EMPTY);

    private static List<Reason> reasons(ExpectedInput input) {
        TestSpend spend = TestSpend.of(SpendKind.WSH, 1, 1, 1);
        return Standardness.faults(new ExpectedSpend(spend.unsigned(), List.of(input), Set.of()), List.of(), NEXT)
                .stream()
                .map(TransactionFault::reason)
                .toList();
    }

    /** A coin behind the hash of {@code script}, which is given {@code stack}. */
    private static ExpectedInput behindHash(SpendKind kind, Bytes script, List<Bytes> stack) {
        return new ExpectedInput(
                new TxOutput(1_000_000, kind.outputScript(script)), kind, script, path(null, stack), List.of());
    }

    private static ExpectedInput taproot(ExpectedLeaf leaf, List<Bytes> stack) {
        TxOutput coin =
                TestSpend.of(SpendKind.TR, 1, 1, 1).expected().inputs().get(0).coin();
        return ExpectedInput.taproot(coin, path(leaf, stack), List.of());
    }

    private static ExpectedInput leaf(Bytes script, List<Bytes> stack) {
        ExpectedLeaf leaf = TestSpend.of(SpendKind.TR, 1, 1, 1)
                .expected()
                .inputs()
                .get(0)
                .path()
                .leaf()
                .orElseThrow();
        return taproot(new ExpectedLeaf(script, leaf.hash(), leaf.controlBlock()), stack);
    }

    private static ExpectedPath path(ExpectedLeaf leaf, List<Bytes> stack) {
        return new ExpectedPath("main", leaf, 1, List.of(), new FixedStack(stack));
    }

    private static Bytes repeated(String opcode, int count) {
        return Bytes.ofHex(opcode.repeat(count));
    }

    private static List<Bytes> elements(int count, int size) {
        return Collections.nCopies(count, Bytes.wrap(new byte[size]));
    }

    /** P2WSH has at most 100 elements, tapscript 1,000 by consensus, either of at most 80 bytes; the key path has none of this. */
    @ParameterizedTest
    @CsvSource({
        "WSH, 100, 1, true",
        "WSH, 101, 1, false",
        "WSH, 1, 80, true",
        "WSH, 1, 81, false",
        "SH_WSH, 100, 80, true",
        "SH_WSH, 101, 0, false",
        "SH_WSH, 1, 81, false",
        "SH, 101, 1, true",
        "SH, 1, 81, true",
        "TR, 1000, 80, true",
        "TR, 1001, 0, false",
        "TR, 101, 1, true",
        "TR, 1, 81, false"
    })
    void boundsTheElementsGivenToAScript(SpendKind kind, int count, int size, boolean isStandard) {
        List<Bytes> stack = elements(count, size);
        Bytes script = Bytes.ofHex(NOP);
        ExpectedInput input = kind.isTaproot() ? leaf(script, stack) : behindHash(kind, script, stack);

        assertThat(reasons(input)).isEqualTo(isStandard ? List.of() : List.of(Reason.SPENT_SCRIPT_NOT_STANDARD));
    }

    @Test
    void looksAtEveryElement() {
        List<Bytes> stack = Stream.of(elements(1, 72), elements(1, 81), elements(1, 72))
                .flatMap(List::stream)
                .toList();

        assertThat(reasons(behindHash(SpendKind.WSH, Bytes.ofHex(NOP), stack)))
                .containsExactly(Reason.SPENT_SCRIPT_NOT_STANDARD);
    }

    @Test
    void boundsNoElementOfTheKeyPath() {
        assertThat(reasons(taproot(null, elements(1, 81)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"WSH, 3600", "SH_WSH, 3600", "SH, 520"})
    void boundsTheSizeOfAScriptBehindAHash(SpendKind kind, int most) {
        assertThat(reasons(behindHash(kind, repeated(NOP, most), NOTHING))).isEmpty();
        assertThat(reasons(behindHash(kind, repeated(NOP, most + 1), NOTHING)))
                .containsExactly(Reason.SPENT_SCRIPT_NOT_STANDARD);
    }

    /** A redeem script has 15 signature checks at most; a witness script only counts for the whole transaction's. */
    @Test
    void boundsTheSignatureChecksOfARedeemScript() {
        assertThat(reasons(behindHash(SpendKind.SH, repeated(CHECKSIG, 15), NOTHING)))
                .isEmpty();
        assertThat(reasons(behindHash(SpendKind.SH, repeated(CHECKSIG, 16), NOTHING)))
                .containsExactly(Reason.SPENT_SCRIPT_NOT_STANDARD);
        assertThat(reasons(behindHash(SpendKind.WSH, repeated(CHECKSIG, 16), NOTHING)))
                .isEmpty();
    }

    /** BIP342: a leaf has no limit but the weight, and its signature checks are paid for by the witness. */
    @Test
    void boundsNeitherSizeNorChecksOfALeaf() {
        assertThat(reasons(leaf(repeated(CHECKSIG, 20_000), NOTHING))).isEmpty();
    }

    /** The script of 520 bytes is pushed by 523, and 14 elements of 75 bytes by 1,064: 63 bytes are left of 1,650. */
    @ParameterizedTest
    @CsvSource({"62, true", "63, false"})
    void boundsTheScriptSig(int lastElement, boolean isStandard) {
        List<Bytes> stack = Stream.of(elements(14, 75), elements(1, lastElement))
                .flatMap(List::stream)
                .toList();

        assertThat(reasons(behindHash(SpendKind.SH, repeated(NOP, 520), stack)))
                .isEqualTo(isStandard ? List.of() : List.of(Reason.SCRIPT_SIG_TOO_LARGE));
    }

    /** A stack of any form. */
    private record FixedStack(List<Bytes> stack) implements StackLayout {

        @Override
        public Optional<List<Bytes>> satisfied(Map<Bytes, Bytes> signatures) {
            return Optional.of(stack);
        }

        @Override
        public List<Bytes> largest(int signatureSize) {
            return stack;
        }

        @Override
        public Optional<List<PlacedSignature>> signaturesIn(List<Bytes> finished) {
            return Optional.empty();
        }
    }
}
