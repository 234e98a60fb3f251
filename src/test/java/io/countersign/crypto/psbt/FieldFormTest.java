package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestPsbts;
import io.countersign.testing.TestSpend;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes and values of fields by the tables of BIP174, BIP370, BIP371 and BIP373, at each bound and one beyond. */
class FieldFormTest {

    private static final PsbtV0 BARE =
            PsbtV0.of(TestSpend.twoOfThree(SpendKind.WSH).unsigned());
    private static final String X = "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9";
    private static final String POINT = "02" + X;
    private static final String NO_X = "ff".repeat(32);
    private static final String NO_POINT = "02" + NO_X;
    /** The same point as {@link #POINT} with its y (BIP340's key of secret 3). */
    private static final String LONG_POINT =
            "04" + X + "388f7b0f632de8140fe337e62a37f3566500a99934c2231b6cb9fd7584b8e672";

    private static final String HASH = "ab".repeat(32);
    private static final KeyOrigin ORIGIN = new KeyOrigin(Fingerprint.parse("d90c6a4f"), DerivationPath.EMPTY);

    private static Bytes zeros(int size) {
        return Bytes.wrap(new byte[size]);
    }

    private static Arguments row(String key, String value, boolean isTaken) {
        return Arguments.of(key, value, isTaken);
    }

    private static Stream<Arguments> sizes(String key, int... takenAmongNeighbours) {
        return IntStream.of(takenAmongNeighbours)
                .flatMap(size -> IntStream.of(size - 1, size, size + 1))
                .distinct()
                .filter(size -> size >= 0)
                .mapToObj(size -> row(
                        key,
                        "01".repeat(size),
                        IntStream.of(takenAmongNeighbours).anyMatch(taken -> taken == size)));
    }

    static Stream<Arguments> inputPairs() {
        return Stream.of(
                        sizes("03", 4),
                        sizes("13", 64, 65),
                        sizes("14" + X + HASH, 64, 65),
                        sizes("18", 32),
                        sizes("1b" + POINT + POINT, 66),
                        sizes("1b" + POINT + POINT + HASH, 66),
                        sizes("1c" + POINT + POINT, 32),
                        controlBlocks(),
                        origins(),
                        keys(),
                        musig(),
                        others())
                .flatMap(rows -> rows);
    }

    /** 33 + 32 k bytes, k up to 128. */
    private static Stream<Arguments> controlBlocks() {
        int most = 33 + 128 * 32;
        return Stream.of(1, 32, 33, 34, 64, 65, most - 1, most, most + 1, most + 32)
                .map(size ->
                        row("15" + "c0".repeat(size), "51c0", size >= 33 && size <= most && (size - 33) % 32 == 0));
    }

    /** A fingerprint, and 4 bytes for each of 255 steps at most, as many as the depth of an extended key can count. */
    private static Stream<Arguments> origins() {
        int most = 4 + 4 * 255;
        return Stream.of(0, 3, 4, 5, 7, 8, most, most + 4)
                .flatMap(size -> Stream.of(
                        row("06" + POINT, "00".repeat(size), size >= 4 && size <= most && size % 4 == 0),
                        row("16" + X, "00" + "00".repeat(size), size >= 4 && size <= most && size % 4 == 0)));
    }

    private static Stream<Arguments> keys() {
        return Stream.of(
                row("02" + POINT, "", true),
                row("02" + LONG_POINT, "", true),
                row("02" + POINT + "00", "", false),
                row("02" + NO_POINT, "", false),
                row("06" + LONG_POINT, "00000000", true),
                row("06" + NO_POINT, "00000000", false),
                row("17", X, true),
                row("17", NO_X, false),
                row("17", X + "00", false),
                row("14" + X + HASH + "00", "00".repeat(64), false),
                row("14" + NO_X + HASH, "00".repeat(64), false));
    }

    private static Stream<Arguments> musig() {
        return Stream.of(
                row("1a" + POINT, POINT, true),
                row("1a" + POINT, POINT + POINT, true),
                row("1a" + POINT, "", false),
                row("1a" + POINT, X, false),
                row("1a" + POINT, POINT + "02", false),
                row("1a" + POINT, POINT + NO_POINT, false),
                row("1a" + POINT, NO_POINT + POINT, false),
                row("1a" + LONG_POINT, POINT, false),
                row("1a" + NO_POINT, POINT, false),
                row("1c" + POINT, HASH, false),
                row("1c" + POINT + POINT + HASH, HASH, true),
                row("1c" + POINT + POINT + "00", HASH, false),
                row("1c" + POINT + POINT + HASH + "00", HASH, false),
                row("1c" + POINT + NO_POINT, HASH, false),
                row("1c" + NO_POINT + POINT + HASH, HASH, false));
    }

    /** A key with data where there must be none, witnesses, proprietary keys, coins, and the hashes of nothing. */
    private static Stream<Arguments> others() {
        return Stream.of(
                row("0300", "01000000", false),
                row("08", "00", true),
                row("08", "0201ff00", true),
                row("08", "0000", false),
                row("08", "0201ff", false),
                row("fc00" + "00", "", true),
                row("fc0361626302ff", "aa", true),
                row("fc", "", false),
                row("fc03616263", "", false),
                row("01", "000000000000000000", true),
                row("01", "00000000000000000000", false),
                row("15c0" + X, "", false),
                row("15c0" + X, "c0", true),
                row("0a9c1185a5c5e9fc54612808977ee8f548b2258d31", "", true),
                row("0a9c1185a5c5e9fc54612808977ee8f548b2258d31", "00", false));
    }

    @ParameterizedTest
    @MethodSource("inputPairs")
    void takesPairsOfTheRightForm(String key, String value, boolean isTaken) {
        Bytes psbt = TestPsbts.withInputPair(BARE, 0, Bytes.ofHex(key), Bytes.ofHex(value));

        if (isTaken) {
            assertThat(PsbtWriter.write(PsbtReader.read(psbt))).isEqualTo(psbt);
        } else {
            assertRefused(() -> PsbtReader.read(psbt));
        }
    }

    /** BIP370: times begin at 500,000,000, heights at 1. */
    @ParameterizedTest
    @CsvSource({
        "11, ff64cd1d, false",
        "11, 0065cd1d, true",
        "11, ffffffff, true",
        "12, 00000000, false",
        "12, 01000000, true",
        "12, ff64cd1d, true",
        "12, 0065cd1d, false",
        "12, 010000, false"
    })
    void takesLockTimesOfTheRightKind(String key, String value, boolean isTaken) {
        Bytes psbt = TestPsbts.withInputPair(BARE.toV2(), 0, Bytes.ofHex(key), Bytes.ofHex(value));

        if (isTaken) {
            assertThat(PsbtReader.read(psbt).unsignedTransaction().lockTime())
                    .isEqualTo(Long.reverseBytes(Long.parseLong(value, 16)) >>> 32);
        } else {
            assertRefused(() -> PsbtReader.read(psbt));
        }
    }

    /** BIP371: depths to 128, versions even bytes. */
    @ParameterizedTest
    @CsvSource({
        "0, 192, true",
        "0, 254, true",
        "0, 193, false",
        "0, 256, false",
        "0, -2, false",
        "128, 0, true",
        "129, 0, false",
        "-1, 0, false"
    })
    void takesLeavesOfTheRightForm(int depth, int version, boolean isTaken) {
        if (isTaken) {
            assertThat(new TapTree.Leaf(depth, version, Bytes.EMPTY).depth()).isEqualTo(depth);
        } else {
            assertRefused(() -> new TapTree.Leaf(depth, version, Bytes.EMPTY));
        }
    }

    @Test
    void takesTheDeepestTree() {
        List<TapTree.Leaf> leaves = new ArrayList<>();
        IntStream.rangeClosed(1, 128).forEach(depth -> leaves.add(new TapTree.Leaf(depth, 0xc0, Bytes.EMPTY)));
        assertRefused(() -> new TapTree(leaves));

        leaves.add(new TapTree.Leaf(128, 0xc0, Bytes.EMPTY));
        assertThat(PsbtOutput.EMPTY.withTapTree(new TapTree(leaves)).tapTree()).contains(new TapTree(leaves));
    }

    @Test
    void makesNoFieldOfAWrongForm() {
        MusigSlot slot = MusigSlot.of(TestSpend.publicKey(0, 0), TestSpend.publicKey(0, 1), null);

        assertRefused(() -> new KeyDerivation(Bytes.ofHex(NO_POINT), ORIGIN));
        assertRefused(() -> new TapDerivation(Bytes32.ofHex(NO_X), List.of(), ORIGIN));
        assertRefused(() -> new TapLeafScript(zeros(34), Bytes.EMPTY, 0xc0));
        assertRefused(() -> new MusigPublicNonce(slot, zeros(65)));
        assertRefused(() -> PsbtInput.EMPTY.withTapKeySignature(zeros(63)));
    }

    /** Such keys were derived by the reader's caller; the values beside them are as strange as any. */
    @Test
    void looksOnlyAtTheValuesOfKnownPoints() {
        Bytes known = Bytes.ofHex(NO_POINT);
        Bytes right = TestPsbts.withInputPair(BARE, 0, Bytes.ofHex("06" + NO_POINT), zeros(4));
        Bytes wrong = TestPsbts.withInputPair(BARE, 0, Bytes.ofHex("06" + NO_POINT), zeros(5));
        Bytes bareKey = TestPsbts.withInputPair(BARE, 0, Bytes.ofHex("03" + NO_POINT), zeros(4));

        assertThat(PsbtWriter.write(PsbtReader.read(right, Set.of(known)))).isEqualTo(right);
        assertRefused(() -> PsbtReader.read(right, Set.of(Bytes.ofHex(POINT))));
        assertRefused(() -> PsbtReader.read(wrong, Set.of(known)));
        assertRefused(() -> PsbtReader.read(bareKey, Set.of(known)));
    }

    private static void assertRefused(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(MalformedException.class);
    }
}
