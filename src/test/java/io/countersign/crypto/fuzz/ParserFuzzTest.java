package io.countersign.crypto.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.Jazzer;
import io.countersign.testing.RandomPsbt;
import io.countersign.testing.Runs;
import io.countersign.testing.Signer;
import io.countersign.testing.TestSpend;
import io.countersign.testing.VectorCase;
import io.countersign.testing.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threat B10: no input makes a parser fail but by refusing, run for more than a second, or fill 256 MiB of heap. */
class ParserFuzzTest {

    /** Seconds for each parser; the long form by {@code -Pfull}. */
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 120);

    private static final int SHORT_EXECUTIONS = 2_000;
    private static final int MOST_SEED_TEXT = 2_000;

    private record Fuzzed(Parser parser, List<byte[]> seeds, List<String> words, int longest) {

        /** Its seeds, each behind the byte that chooses the parser. */
        private Stream<byte[]> chosen() {
            return seeds.stream().map(seed -> {
                byte[] chosen = new byte[seed.length + 1];
                chosen[0] = (byte) parser.ordinal();
                System.arraycopy(seed, 0, chosen, 1, seed.length);
                return chosen;
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesOrReadsWithinASecond(Parser parser) {
        assumeTrue(Runs.areFull(), "the long form runs by -Pfull");
        Fuzzed fuzzed = fuzzed(parser);
        Jazzer jazzer = new Jazzer(ParserFuzz.class, parser.name(), fuzzed.seeds(), fuzzed.words());

        long executions = jazzer.run(
                List.of("-Dfuzz.parser=" + parser),
                List.of("-max_total_time=" + SECONDS, "-max_len=" + fuzzed.longest(), "-timeout=1"));

        assertThat(executions).isPositive();
    }

    /** All parsers by one process, which starts for longer than it runs; its time limit is that of a machine at work. */
    @Test
    void refusesOrReads() {
        List<Fuzzed> all =
                Arrays.stream(Parser.values()).map(ParserFuzzTest::fuzzed).toList();
        List<byte[]> seeds = all.stream().flatMap(Fuzzed::chosen).toList();
        List<String> words = all.stream()
                .flatMap(fuzzed -> fuzzed.words().stream())
                .distinct()
                .toList();

        long executions = new Jazzer(ParserFuzz.class, "ALL", seeds, words)
                .run(
                        List.of("-XX:TieredStopAtLevel=1"),
                        List.of("-runs=" + SHORT_EXECUTIONS, "-max_len=2000", "-timeout=20"));

        assertThat(executions).isGreaterThanOrEqualTo(SHORT_EXECUTIONS);
    }

    private static Fuzzed fuzzed(Parser parser) {
        return switch (parser) {
            case PSBT -> psbts();
            case SIGNATURE -> signatures();
            case ADDRESS -> addresses();
            case DESCRIPTOR -> descriptors();
            case MINISCRIPT -> miniscripts();
        };
    }

    private static Fuzzed psbts() {
        Stream<byte[]> ours = IntStream.range(0, 20).mapToObj(seed -> PsbtWriter.write(
                        seed % 2 == 0 ? RandomPsbt.version0(seed) : RandomPsbt.version2(seed))
                .toArray());
        Stream<byte[]> published = vectors(
                        "psbt_bip174.json",
                        "psbt_bip370.json",
                        "psbt_bip371.json",
                        "psbt_bip373.json",
                        "psbt_bip375.json")
                .map(test -> test.input().path("psbt").asText())
                .filter(text -> text.startsWith("cHNidP"))
                .map(ParserFuzzTest::bytes);

        return new Fuzzed(Parser.PSBT, Stream.concat(ours, published).toList(), List.of(), 20_000);
    }

    private static Fuzzed signatures() {
        TestSpend spend = TestSpend.twoOfThree(SpendKind.WSH);
        List<byte[]> seeds = new ArrayList<>(texts("bip137.json", "bip322.json", "musig_bip327.json"));
        seeds.add(spend.sign(0, 0).toArray());
        seeds.add(spend.sign(0, 1).toArray());
        seeds.add(TestSpend.publicKey(0, 0).bytes().toArray());
        seeds.add(Signer.of(1).signMessage("hi").getBytes(StandardCharsets.US_ASCII));

        return new Fuzzed(Parser.SIGNATURE, seeds, List.of("smp", "ful", "pof"), 2_000);
    }

    private static Fuzzed addresses() {
        List<byte[]> seeds =
                new ArrayList<>(texts("addresses.json", "core_key_io_valid.json", "core_key_io_invalid.json"));
        seeds.addAll(utf8("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", "2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc"));

        return new Fuzzed(Parser.ADDRESS, seeds, List.of("bc1", "tb1", "bcrt1"), 200);
    }

    private static Fuzzed descriptors() {
        String keys = "%s/<0;1>/*,%s/<0;1>/*"
                .formatted(Signer.of(1).keyText(), Signer.of(2).keyText());
        List<byte[]> seeds = new ArrayList<>(texts("descriptors.json", "bip388.json", "bip380_checksums.json"));
        seeds.addAll(utf8(
                "wsh(sortedmulti(2,%s))".formatted(keys),
                "sh(wsh(multi(1,%s)))".formatted(keys),
                "tr(musig(%s))".formatted(keys),
                "tr(%s,multi_a(2,%s))".formatted(Signer.of(3).keyText() + "/<0;1>/*", keys)));
        List<String> words = List.of(
                "wsh(",
                "sh(",
                "tr(",
                "multi(",
                "sortedmulti(",
                "multi_a(",
                "sortedmulti_a(",
                "musig(",
                "pkh(",
                "/<0;1>/*",
                "/**",
                "@0",
                "{",
                "}",
                "#",
                "h/",
                "[00000000/48h]",
                "thresh(",
                "and_v(v:",
                "older(",
                "after(");

        return new Fuzzed(Parser.DESCRIPTOR, seeds, words, 2_000);
    }

    private static Fuzzed miniscripts() {
        List<byte[]> seeds = new ArrayList<>(texts("miniscript.json"));
        seeds.addAll(utf8("and_v(v:pk(A),older(144))", "or_i(pk(A),and_v(v:pk(B),after(500000000)))"));
        List<String> words = List.of(
                "thresh(",
                "multi(",
                "multi_a(",
                "and_v(",
                "and_b(",
                "and_n(",
                "andor(",
                "or_b(",
                "or_c(",
                "or_d(",
                "or_i(",
                "pk(",
                "pkh(",
                "pk_k(",
                "older(",
                "after(",
                "sha256(",
                "hash256(",
                "v:",
                "s:",
                "a:",
                "t:",
                "u:",
                "l:");

        return new Fuzzed(Parser.MINISCRIPT, seeds, words, 2_000);
    }

    private static Stream<VectorCase> vectors(String... files) {
        return Vectors.arePresent() ? Arrays.stream(files).flatMap(Vectors::cases) : Stream.empty();
    }

    /** Every text in the questions of these files. */
    private static List<byte[]> texts(String... files) {
        return vectors(files)
                .flatMap(test -> leaves(test.input()))
                .filter(text -> text.length() <= MOST_SEED_TEXT)
                .distinct()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static Stream<String> leaves(JsonNode node) {
        if (node.isTextual()) {
            return Stream.of(node.asText());
        }
        List<String> found = new ArrayList<>();
        node.forEach(child -> leaves(child).forEach(found::add));
        return found.stream();
    }

    private static List<byte[]> utf8(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return base64.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
