package io.countersign.crypto.verify;

import static io.countersign.testing.TestSpend.key;
import static io.countersign.testing.TestSpend.publicKey;
import static org.assertj.core.api.Assertions.assertThat;

import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.Script;
import fr.acinq.bitcoin.SigVersion;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.testing.Kmp;
import io.countersign.testing.TestPsbts;
import io.countersign.testing.TestSpend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Threats B4, B7, B8: one bit that is not as proposed, in what was signed, refuses; elsewhere in an upload it changes nothing. */
class FlippedBitPropertyTest {

    private static final List<SpendKind> KINDS = List.of(SpendKind.WSH, SpendKind.SH_WSH, SpendKind.SH);
    private static final Map<SpendKind, TestSpend> SPENDS =
            KINDS.stream().collect(Collectors.toMap(Function.identity(), TestSpend::twoOfThree));

    /** Partial signatures, the hash type that they must have, and final scripts, which hold signatures as well. */
    private static final Set<Integer> SIGNING_TYPES = Set.of(0x02, 0x03, 0x07, 0x08, 0x13, 0x14, 0x1a, 0x1b, 0x1c);

    private static TestSpend spend(SplittableRandom random) {
        return SPENDS.get(KINDS.get(random.nextInt(KINDS.size())));
    }

    private static Bytes flipped(Bytes bytes, SplittableRandom random) {
        byte[] changed = bytes.toArray();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return Bytes.wrap(changed);
    }

    /** A script that bitcoin-kmp can read, as its legacy hash looks for code separators. */
    private static Bytes flippedScript(Bytes script, SplittableRandom random) {
        while (true) {
            Bytes changed = flipped(script, random);
            try {
                Script.parse(changed.toArray());
                return changed;
            } catch (IllegalArgumentException e) {
                continue;
            }
        }
    }

    private static Verdict.Outcome judge(TestSpend spend, Bytes signature) {
        return ContributionVerifier.verify(spend.expected(), spend.psbtWith(0, key(0, 0), signature))
                .outcome();
    }

    private static Bytes signed(TestSpend spend, Bytes script, long amountSat) {
        int version = spend.expected().inputs().get(0).kind() == SpendKind.SH
                ? SigVersion.SIGVERSION_BASE
                : SigVersion.SIGVERSION_WITNESS_V0;
        byte[] hash = Kmp.transaction(spend.unsigned())
                .hashForSigning(0, script.toArray(), 1, new Satoshi(amountSat), version);
        return TestSpend.sign(Bytes32.of(hash), key(0, 0), 1);
    }

    @Property
    void refusesSignaturesOverAnotherScript(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TestSpend spend = spend(random);
        Bytes script = spend.expected().inputs().get(0).script();
        long amount = spend.expected().inputs().get(0).coin().amountSat();

        assertThat(judge(spend, signed(spend, script, amount))).isEqualTo(Verdict.Outcome.RIGHT);
        assertThat(judge(spend, signed(spend, flippedScript(script, random), amount)))
                .isEqualTo(Verdict.Outcome.NOT_RIGHT);
    }

    /** Of legacy inputs the amount is proven by the previous transaction's hash, which is the outpoint. */
    @Property
    void refusesSignaturesOverAnotherAmount(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TestSpend spend = SPENDS.get(KINDS.get(random.nextInt(2)));
        Bytes script = spend.expected().inputs().get(0).script();
        long amount = spend.expected().inputs().get(0).coin().amountSat() ^ 1L << random.nextInt(50);

        assertThat(judge(spend, signed(spend, script, amount))).isEqualTo(Verdict.Outcome.NOT_RIGHT);
    }

    @Property
    void refusesSignaturesOfAnotherKey(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TestSpend spend = spend(random);
        Bytes other = flipped(publicKey(0, 0).bytes(), random);
        Bytes upload = TestPsbts.withRawPartialSignature(spend.psbt(), 0, other, spend.sign(0, 0));

        read(upload).ifPresent(psbt -> assertThat(
                        ContributionVerifier.verify(spend.expected(), psbt).outcome())
                .isEqualTo(Verdict.Outcome.NOT_RIGHT));
    }

    @Property
    void refusesSignaturesWithAFlippedBit(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TestSpend spend = spend(random);

        assertThat(judge(spend, flipped(spend.sign(0, 0), random))).isEqualTo(Verdict.Outcome.NOT_RIGHT);
    }

    /** The transaction's bytes stand behind the magic, the key and its lengths: outpoints, sequences, amounts, scripts, lock time. */
    @Property
    void refusesAnyOtherTransaction(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TestSpend spend = spend(random);
        Bytes unsigned = spend.unsigned().serializeWithoutWitness();
        Bytes written = PsbtWriter.write(spend.signedBy(0));
        int begin = written.toHex().indexOf(unsigned.toHex()) / 2;
        Bytes changed = written.slice(0, begin)
                .plus(flipped(unsigned, random))
                .plus(written.sliceFrom(begin + unsigned.size()));

        read(changed).ifPresent(psbt -> assertThat(
                        ContributionVerifier.verify(spend.expected(), psbt).outcome())
                .isEqualTo(Verdict.Outcome.OTHER_TRANSACTION));
    }

    /** What comes out is the same whatever else was changed on the way: threat B7. */
    @Property
    void looksAtNothingButSignatures(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TestSpend spend = spend(random);
        Psbt signed = random.nextBoolean()
                ? spend.signedBy(0, 1)
                : spend.signedBy(0, 1).toV2();
        List<VerifiedSignature> right = signatures(spend, signed).orElseThrow();
        int input = 1 + random.nextInt(2);
        Bytes changed = random.nextBoolean()
                ? TestPsbts.withPair(signed, input, Bytes.ofHex("f0"), Bytes.ofHex("00"))
                : TestPsbts.mapValue(
                        signed,
                        input,
                        pair -> !SIGNING_TYPES.contains(pair.key().at(0)) && !isOfTransaction(pair),
                        value -> flipped(value, random));

        read(changed).ifPresent(psbt -> assertThat(signatures(spend, psbt)).contains(right));
    }

    private static boolean isOfTransaction(TestPsbts.Pair pair) {
        return pair.key().at(0) >= 0x0e && pair.key().at(0) <= 0x12;
    }

    private static Optional<List<VerifiedSignature>> signatures(TestSpend spend, Psbt psbt) {
        Verdict verdict = ContributionVerifier.verify(spend.expected(), psbt);
        return verdict.outcome() == Verdict.Outcome.RIGHT
                ? Optional.of(Verdicts.right(verdict).signatures())
                : Optional.empty();
    }

    private static Optional<Psbt> read(Bytes upload) {
        try {
            return Optional.of(PsbtReader.read(upload));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }
}
