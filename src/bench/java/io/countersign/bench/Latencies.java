package io.countersign.bench;

import java.util.Arrays;

/** Times that something took, for their quantiles. Many threads may add. */
final class Latencies {

    private final String name;
    private long[] nanos = new long[1_024];
    private int count;

    Latencies(String name) {
        this.name = name;
    }

    /** What arrived before its answer took no time. */
    synchronized void add(long taken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = Math.max(0, taken);
    }

    /** Forgets what was added so far. */
    synchronized void forget() {
        count = 0;
    }

    synchronized void print() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        System.out.printf(
                "%s: %d, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                name, count, millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
    }

    private static double millis(long[] sorted, double quantile) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(quantile * sorted.length) - 1] / 1e6;
    }
}
