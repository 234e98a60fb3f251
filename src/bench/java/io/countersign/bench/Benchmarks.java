package io.countersign.bench;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all benchmarks on one thread and prints what is compared with what, as ratios taken in this run. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(arguments.length == 0 ? "io\\.countersign\\.bench\\..*" : arguments[0])
                .threads(1)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(2))
                .build();
        Map<String, Double> micros = new TreeMap<>();
        Collection<RunResult> results = new Runner(options).run();
        results.forEach(result -> micros.put(name(result), result.getPrimaryResult().getScore()));
        System.out.println("\n| measured | microseconds | beside | microseconds | ratio |\n|---|---|---|---|---|");
        for (String kind : List.of("WSH", "TR")) {
            for (String inputs : List.of("1", "10", "100")) {
                String size = "/" + kind + "/" + inputs;
                print(
                        micros,
                        "ContributionBenchmark.contribution" + size,
                        "ContributionBenchmark.bareVerifications" + size);
            }
        }
        print(micros, "PsbtBenchmark.ours", "PsbtBenchmark.theirs");
        print(micros, "PsbtBenchmark.oursAsText", "PsbtBenchmark.theirsAsText");
        print(micros, "AddressBenchmark.ours", "AddressBenchmark.theirs");
    }

    private static void print(Map<String, Double> micros, String measured, String beside) {
        if (micros.containsKey(measured) && micros.containsKey(beside)) {
            double one = micros.get(measured);
            double other = micros.get(beside);
            System.out.printf("| %s | %.1f | %s | %.1f | %.3f |%n", measured, one, beside, other, one / other);
        }
    }

    private static String name(RunResult result) {
        String name = result.getParams().getBenchmark().replace("io.countersign.bench.", "");
        String inputs = result.getParams().getParam("inputs");
        return inputs == null ? name : name + "/" + result.getParams().getParam("kind") + "/" + inputs;
    }
}
