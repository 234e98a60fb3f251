package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a fuzz target by Jazzer's own driver in a process of its own, which has 256 MiB of heap and a second for each input. What it
 * finds is kept under {@code target/fuzz}.
 */
public final class Jazzer {

    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    private final Class<?> target;
    private final List<byte[]> seeds;
    private final List<String> words;

    /**
     * @param seeds inputs to begin with
     * @param words what inputs are made of
     */
    public Jazzer(Class<?> target, List<byte[]> seeds, List<String> words) {
        this.target = target;
        this.seeds = List.copyOf(seeds);
        this.words = List.copyOf(words);
    }

    /** How many inputs were run; fails where one made the target fail, hang or fill the heap. */
    public long run(int executions, int longest) {
        try {
            Path place = Path.of("target", "fuzz", target.getSimpleName());
            Path corpus = Files.createDirectories(place.resolve("corpus"));
            for (int i = 0; i < seeds.size(); i++) {
                Files.write(corpus.resolve("seed-" + i), seeds.get(i));
            }
            Path dictionary = Files.write(place.resolve("words"), quoted());
            Path output = place.resolve("output.txt");
            int exit = new ProcessBuilder(command(place, corpus, dictionary, executions, longest))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            String told = Files.readString(output, StandardCharsets.ISO_8859_1);
            assertThat(exit).as("%s: %s", target.getSimpleName(), end(told)).isZero();
            return done(told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> command(Path place, Path corpus, Path dictionary, int executions, int longest) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-XX:+EnableDynamicAgentLoading");
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + target.getName());
        command.add("--instrumentation_includes=io.countersign.crypto.**");
        command.add("--custom_hook_includes=io.countersign.crypto.**");
        command.add("--reproducer_path=" + place);
        command.add("-artifact_prefix=" + place + "/");
        command.add("-dict=" + dictionary);
        command.add("-runs=" + executions);
        command.add("-max_len=" + longest);
        command.add("-timeout=1");
        command.add("-rss_limit_mb=0");
        command.add("-print_final_stats=1");
        command.add(corpus.toString());
        return command;
    }

    private List<String> quoted() {
        return words.stream()
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList();
    }

    private long done(String told) {
        Matcher matcher = DONE.matcher(told);
        assertThat(matcher.find()).as("%s: %s", target.getSimpleName(), end(told)).isTrue();
        System.out.printf("%s: %s%n", target.getSimpleName(), matcher.group());
        return Long.parseLong(matcher.group(1));
    }

    private static String end(String told) {
        return told.substring(Math.max(0, told.length() - 3_000));
    }
}
