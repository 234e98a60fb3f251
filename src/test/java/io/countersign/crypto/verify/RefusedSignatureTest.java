package io.countersign.crypto.verify;

import static io.countersign.crypto.verify.ViolationReason.HIGH_S;
import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_FOR_INPUT;
import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_IN_WALLET;
import static io.countersign.crypto.verify.ViolationReason.SIGHASH_MISMATCH;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_ENCODING;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_INVALID;
import static io.countersign.testing.TestSpend.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.acinq.bitcoin.PrivateKey;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.testing.Scalars;
import io.countersign.testing.TestPsbts;
import io.countersign.testing.TestSpend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One signature that is not right, in every way that is known. */
class RefusedSignatureTest {

    private static final PrivateKey STRANGER =
            new PrivateKey(Bytes32.ofHex("77".repeat(32)).toArray());

    private static Verdict judge(TestSpend spend, Psbt signed) {
        return ContributionVerifier.verify(spend.expected(), signed);
    }

    /** Threat B4: the amount of another coin, as a fee attack would have a device sign it. */
    @ParameterizedTest
    @EnumSource(
            value = SpendKind.class,
            names = {"WSH", "SH_WSH", "TR"})
    void refusesSignatureOverAnotherAmount(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Bytes32 otherHash = spend.sighash(0, 1, 999_999);
        Psbt forged = spend.psbtWith(0, key(0, 0), spend.signed(otherHash, key(0, 0), 1));

        assertThat(judge(spend, forged).violations())
                .extracting(Violation::inputIndex, Violation::reason)
                .containsExactly(tuple(0, SIGNATURE_INVALID));
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void refusesSignatureCopiedFromAnotherInput(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Psbt forged = spend.psbtWith(1, key(1, 0), spend.sign(0, key(1, 0), 1));

        assertThat(judge(spend, forged).violations())
                .extracting(
                        Violation::inputIndex,
                        violation -> violation.publicKey().orElseThrow(),
                        Violation::reason)
                .containsExactly(tuple(1, spend.slot(1, 0).toHex(), SIGNATURE_INVALID));
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void refusesSignatureByAnotherKeyUnderACosignersName(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Psbt forged = spend.psbtWith(0, key(0, 1), spend.sign(0, key(0, 2), 1));

        assertThat(judge(spend, forged).violations())
                .extracting(Violation::reason)
                .containsExactly(SIGNATURE_INVALID);
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void refusesKeyOutsideTheWallet(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Psbt forged = spend.psbtWith(0, STRANGER, spend.sign(0, STRANGER, 1));

        assertThat(judge(spend, forged).violations())
                .extracting(Violation::inputIndex, Violation::reason)
                .containsExactly(tuple(0, KEY_NOT_IN_WALLET));
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void refusesKeyOfAnotherInputAndOfChange(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Psbt otherInput = spend.psbtWith(0, key(1, 0), spend.sign(0, key(1, 0), 1));
        Psbt change = spend.psbtWith(0, TestSpend.CHANGE_KEY, spend.sign(0, TestSpend.CHANGE_KEY, 1));

        assertThat(judge(spend, otherInput).violations())
                .extracting(Violation::reason)
                .containsExactly(KEY_NOT_FOR_INPUT);
        assertThat(judge(spend, change).violations())
                .extracting(Violation::reason)
                .containsExactly(KEY_NOT_FOR_INPUT);
    }

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void refusesUncompressedFormOfACosignersKey(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Bytes uncompressed = Bytes.of(key(0, 0).publicKey().toUncompressedBin());
        Psbt signed = spend.psbt();
        Psbt forged = PsbtReader.read(TestPsbts.withRawPartialSignature(signed, 0, uncompressed, spend.sign(0, 0)));

        assertThat(judge(spend, forged).violations())
                .extracting(Violation::reason)
                .containsExactly(KEY_NOT_IN_WALLET);
    }

    /** Threat B9. */
    @ParameterizedTest
    @EnumSource(
            value = SpendKind.class,
            names = {"WSH", "SH_WSH", "SH"})
    void refusesHighS(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Bytes right = spend.sign(0, 0);
        EcdsaSignature signature = EcdsaSignature.parseDer(right.slice(0, right.size() - 1));
        Bytes high = Scalars.withOtherS(signature).toDer().plus(Bytes.ofHex("01"));

        assertThat(judge(spend, spend.psbtWith(0, key(0, 0), high)).violations())
                .extracting(Violation::reason)
                .containsExactly(HIGH_S);
    }

    /** BIP66: each of these is read by one lax parser or another. */
    @Test
    void refusesSloppyEncodings() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        String right = spend.sign(0, 0).toHex();
        String body = right.substring(4, right.length() - 2);
        int size = body.length() / 2;
        List<String> sloppy = List.of(
                "",
                "01",
                "3081%02x%s01".formatted(size, body),
                "30%02x%s0001".formatted(size, body),
                "30%02x%s0001".formatted(size + 1, body),
                "31%02x%s01".formatted(size, body),
                "30%02x%s".formatted(size, body),
                right.substring(0, right.length() - 4) + "01",
                "30060201000201" + "0001",
                "3006020181020101" + "01",
                right.substring(2),
                "00" + right);

        for (String encoding : sloppy) {
            Psbt forged = spend.psbtWith(0, key(0, 0), Bytes.ofHex(encoding));
            assertThat(judge(spend, forged).violations())
                    .as(encoding)
                    .extracting(Violation::reason)
                    .containsExactly(SIGNATURE_ENCODING);
        }
    }

    @Test
    void refusesFieldThatSaysOtherThanTheSignature() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        PsbtV0 signed = spend.psbtWith(0, key(0, 0), spend.sign(0, 0));

        for (int field : new int[] {0, 2, 3, 0x81, 0x101, 0xffffff01}) {
            PsbtInput input = signed.inputs().get(0).withSighashType(new SighashType(field));
            assertThat(judge(spend, signed.withInput(0, input)).violations())
                    .as("field %08x", field)
                    .extracting(Violation::reason)
                    .containsExactly(SIGHASH_MISMATCH);
        }
    }
}
