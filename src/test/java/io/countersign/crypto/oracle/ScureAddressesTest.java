package io.countersign.crypto.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.NodePackages;
import io.countersign.testing.Runs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Addresses of taproot trees and of aggregate keys, asked of @scure/btc-signer as well, which rust-miniscript can't be asked for. */
class ScureAddressesTest {

    private static final int DESCRIPTORS = 10_000;

    /** One address of each descriptor; its number seeds all that is random. */
    @Test
    void agreesOnAddressesOfTreesAndAggregates() {
        NodePackages.installOrSkip();
        List<Question> questions =
                LongStream.range(0, Runs.of(DESCRIPTORS)).mapToObj(Question::of).toList();

        List<String> ours = questions.stream().map(Question::answer).toList();

        assertThat(ours).isEqualTo(theirs(questions));
        for (String part : List.of(
                ",sortedmulti_a(", ",multi_a(", "pk(musig(", "tr(musig(", ")/<0;1>/*", "/*)", "{{", "tr(5092")) {
            assertThat(questions).as(part).anyMatch(question -> question.descriptor.contains(part));
        }
    }

    private static List<String> theirs(List<Question> questions) {
        String lines = questions.stream().map(Question::line).collect(Collectors.joining("\n"));
        byte[] answer = NodePackages.run("addresses.js", lines.getBytes(StandardCharsets.US_ASCII));
        return new String(answer, StandardCharsets.US_ASCII).lines().toList();
    }

    private record Question(String descriptor, int branch, long index) {

        static Question of(long number) {
            Random random = new Random(number);
            return new Question(RandomTree.descriptor(number), random.nextInt(2), random.nextInt(Integer.MAX_VALUE));
        }

        String line() {
            return String.join("\t", descriptor, Integer.toString(branch), Long.toString(index));
        }

        String answer() {
            return Address.ofScript(
                            Descriptor.parse(descriptor, Network.REGTEST)
                                    .derive(branch, index)
                                    .scriptPubKey(),
                            Network.REGTEST)
                    .orElseThrow()
                    .text();
        }
    }
}
