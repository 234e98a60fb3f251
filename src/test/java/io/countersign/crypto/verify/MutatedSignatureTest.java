package io.countersign.crypto.verify;

import static io.countersign.testing.TestSpend.publicKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.testing.Runs;
import io.countersign.testing.Scalars;
import io.countersign.testing.TestSpend;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threat B8: junk that looks like a signature. None of it counts, and the honest signature still does afterwards. */
class MutatedSignatureTest {

    private static final int MUTATIONS = 1_000_000;
    private static final int USUAL_MUTATIONS = 10_000;

    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void takesNoMutatedSignature(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Bytes right = spend.sign(0, 0);
        SplittableRandom random = new SplittableRandom(174);

        int rounds = Runs.of(MUTATIONS, USUAL_MUTATIONS) / SpendKind.values().length + 1;

        for (int round = 0; round < rounds; round++) {
            Bytes mutated = mutate(right, random);
            assertThat(judge(spend, mutated)).as(mutated.toHex()).isEqualTo(Verdict.Outcome.NOT_RIGHT);
        }
        assertThat(judge(spend, right)).isEqualTo(Verdict.Outcome.RIGHT);
    }

    @ParameterizedTest
    @EnumSource(
            value = SpendKind.class,
            names = {"WSH", "SH_WSH", "SH"})
    void takesNoSignatureOfForgedScalars(SpendKind kind) {
        TestSpend spend = TestSpend.twoOfThree(kind);
        Bytes right = spend.sign(0, 0);
        EcdsaSignature signature = EcdsaSignature.parseDer(right.slice(0, right.size() - 1));
        BigInteger r = Scalars.number(signature.r());
        BigInteger s = Scalars.number(signature.s());
        BigInteger n = Scalars.ORDER;
        List<BigInteger> odd = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                n.subtract(BigInteger.ONE),
                n,
                n.add(BigInteger.ONE),
                r.add(n),
                s.add(n));

        for (BigInteger scalar : odd) {
            assertThat(judge(spend, Scalars.der(scalar, s))).isEqualTo(Verdict.Outcome.NOT_RIGHT);
            assertThat(judge(spend, Scalars.der(r, scalar))).isEqualTo(Verdict.Outcome.NOT_RIGHT);
        }
        assertThat(judge(spend, Scalars.der(s, r))).isEqualTo(Verdict.Outcome.NOT_RIGHT);
    }

    private static Verdict.Outcome judge(TestSpend spend, Bytes signature) {
        PsbtV0 psbt = spend.psbt();
        Psbt signed = psbt.withInput(0, spend.with(psbt.inputs().get(0), 0, publicKey(0, 0), signature));
        return ContributionVerifier.verify(spend.expected(), signed).outcome();
    }

    private static Bytes mutate(Bytes right, SplittableRandom random) {
        int at = random.nextInt(right.size());
        byte[] bytes = right.toArray();
        return switch (random.nextInt(5)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield Bytes.of(bytes);
            }
            case 1 -> {
                bytes[at] += (byte) (1 + random.nextInt(255));
                yield Bytes.of(bytes);
            }
            case 2 -> right.slice(0, at).plus(right.sliceFrom(at + 1));
            case 3 -> right.slice(0, at).plus(randomByte(random)).plus(right.sliceFrom(at));
            default -> right.slice(0, at);
        };
    }

    private static Bytes randomByte(SplittableRandom random) {
        return Bytes.wrap(new byte[] {(byte) random.nextInt(256)});
    }

    /** The mutations must not fail for a reason of their own. */
    @ParameterizedTest
    @EnumSource(SpendKind.class)
    void takesTheUnchangedSignature(SpendKind kind) {
        assertThat(judge(TestSpend.twoOfThree(kind), TestSpend.twoOfThree(kind).sign(0, 0)))
                .isEqualTo(Verdict.Outcome.RIGHT);
    }
}
