package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs a fuzz target by Jazzer's own driver in a process of its own, which has 256 MiB of heap. What it finds is kept under {@code
 * target/fuzz}.
 */
public final class Jazzer {

    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    private final Class<?> target;
    private final String name;
    private final List<byte[]> seeds;
    private final List<String> words;

    /**
     * @param name of the directory of what is found
     * @param seeds inputs to begin with; their directory is the target's system property {@code fuzz.seeds}
     * @param words what inputs are made of
     */
    public Jazzer(Class<?> target, String name, List<byte[]> seeds, List<String> words) {
        this.target = target;
        this.name = name;
        this.seeds = List.copyOf(seeds);
        this.words = List.copyOf(words);
    }

    /**
     * How many inputs were run; fails where one made the target fail, hang or fill the heap.
     *
     * @param java more options of the process
     * @param fuzzer more options of libFuzzer
     */
    public long run(List<String> java, List<String> fuzzer) {
        try {
            Path place = Path.of("target", "fuzz", name);
            Path first = Files.createDirectories(place.resolve("seeds"));
            for (int i = 0; i < seeds.size(); i++) {
                Files.write(first.resolve("seed-" + i), seeds.get(i));
            }
            Path output = place.resolve("output.txt");
            int exit = new ProcessBuilder(command(place, java, fuzzer))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            String told = Files.readString(output, StandardCharsets.ISO_8859_1);
            assertThat(exit).as("%s: %s", name, end(told)).isZero();
            return done(told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> command(Path place, List<String> java, List<String> fuzzer) throws IOException {
        Path seeded = place.resolve("seeds");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading"));
        command.addAll(classPath());
        command.add("-Dfuzz.seeds=" + seeded);
        command.addAll(java);
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + target.getName());
        command.add("--instrumentation_includes=io.countersign.crypto.**");
        command.add("--custom_hook_includes=io.countersign.crypto.**");
        command.add("--reproducer_path=" + place);
        command.add("-artifact_prefix=" + place + "/");
        command.add("-rss_limit_mb=0");
        command.add("-print_final_stats=1");
        if (!words.isEmpty()) {
            command.add("-dict=" + Files.write(place.resolve("words"), quoted()));
        }
        command.addAll(fuzzer);
        command.add(Files.createDirectories(place.resolve("corpus")).toString());
        command.add(seeded.toString());
        return command;
    }

    /** Jazzer searches all of the class path at each start, so what it need not look at is behind the boot loader's. */
    private static List<String> classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Map<Boolean, List<String>> places = Arrays.stream(all.split(File.pathSeparator))
                .collect(Collectors.partitioningBy(place ->
                        Files.isDirectory(Path.of(place)) || place.contains("jazzer") || place.contains("acinq")));
        return List.of(
                "-cp",
                String.join(File.pathSeparator, places.get(true)),
                "-Xbootclasspath/a:" + String.join(File.pathSeparator, places.get(false)));
    }

    private List<String> quoted() {
        return words.stream()
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList();
    }

    private long done(String told) {
        Matcher matcher = DONE.matcher(told);
        assertThat(matcher.find()).as("%s: %s", name, end(told)).isTrue();
        System.out.printf("%s: %s%n", name, matcher.group());
        return Long.parseLong(matcher.group(1));
    }

    private static String end(String told) {
        return told.substring(Math.max(0, told.length() - 3_000));
    }
}
