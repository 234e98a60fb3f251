package io.countersign.crypto.descriptor.miniscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.testing.Runs;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Witnesses of random miniscripts, tried in bitcoin-kmp's interpreter with the flags of relay policy. */
class SatisfactionTest {

    /** In each of the two contexts. */
    private static final int RUNS = 5_000;

    /** Sequences that meet no lock, some by height, and some by time. */
    private static final List<Long> SEQUENCES = List.of(0xfffffffdL, 1L, 144L, 65_535L, 4_194_305L, 4_259_839L);

    private static final List<Long> LOCK_TIMES = List.of(0L, 50L, 100L, 499_999_999L, 600_000_000L, 1_700_000_000L);

    /**
     * With any signatures, preimages and locks: a witness is found exactly where the conditions as they read are met, the interpreter takes
     * it, and whoever has no key can make no other of it.
     */
    @ParameterizedTest
    @EnumSource
    void findsTheWitnessExactlyWhereConditionsAreMet(ScriptContext context) {
        for (int seed = 0; seed < Runs.of(RUNS); seed++) {
            Miniscript<String> miniscript = RandomMiniscript.sane(seed, context, true);
            Attempt attempt = Attempt.random(miniscript, new Random(seed));
            String description = seed + ": " + miniscript.text() + " with " + attempt;

            Optional<List<Bytes>> witness = miniscript.satisfy(attempt);

            assertThat(witness.isPresent()).as(description).isEqualTo(attempt.meets(miniscript));
            witness.ifPresent(found -> {
                assertThat(attempt.spend().failure(found)).as(description).isEmpty();
                assertThat(Attacker.alternatives(miniscript, attempt, found))
                        .as(description)
                        .isEqualTo(Set.of(found));
            });
        }
    }

    /**
     * Just the signatures and the locks of one branch suffice, whichever of a group's keys sign, within the size that it states; one signature
     * less does not, unless the conditions say so.
     */
    @ParameterizedTest
    @EnumSource
    void spendsByEachBranchWithWhatItAsksFor(ScriptContext context) {
        for (int seed = 0; seed < Runs.of(RUNS / 2); seed++) {
            Miniscript<String> miniscript = RandomMiniscript.ofFewBranches(seed, context);
            Random random = new Random(seed);
            for (SpendBranch<String> branch : miniscript.branches()) {
                Attempt attempt = Attempt.of(miniscript, branch, random);
                String description = seed + ": " + miniscript.text() + " by " + branch + " with " + attempt;

                List<Bytes> witness = miniscript.satisfy(attempt).orElseThrow(() -> new AssertionError(description));

                assertThat(attempt.spend().failure(witness)).as(description).isEmpty();
                assertThat(witness.size()).as(description).isLessThanOrEqualTo(branch.witnessElements());
                assertThat(size(witness)).as(description).isLessThanOrEqualTo(branch.witnessSize());
                assertThat(branch.witnessSize()).as(description).isLessThanOrEqualTo(miniscript.largestWitness());
                Attempt less = attempt.withoutOne(random);
                assertThat(miniscript.satisfy(less).isPresent()).as(description).isEqualTo(less.meets(miniscript));
            }
        }
    }

    static long sequence(Random random) {
        return SEQUENCES.get(random.nextInt(SEQUENCES.size()));
    }

    static long lockTime(Random random) {
        return LOCK_TIMES.get(random.nextInt(LOCK_TIMES.size()));
    }

    static Set<String> someOf(List<String> keys, int count, Random random) {
        return random.ints(0, keys.size())
                .distinct()
                .limit(count)
                .mapToObj(keys::get)
                .collect(Collectors.toSet());
    }

    private static int size(List<Bytes> witness) {
        return IntStream.range(0, witness.size())
                .map(i -> 1 + witness.get(i).size())
                .sum();
    }
}
