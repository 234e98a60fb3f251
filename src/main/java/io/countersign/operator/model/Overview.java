package io.countersign.operator.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server at a glance. Maps go from a state's word to what stands in it. */
public record Overview(
        Map<String, Tally> wallets,
        Map<String, Tally> proposals,
        long signaturesAwaited,
        Map<String, Tally> jobs,
        Map<String, Tally> deliveries,
        Map<String, Tally> accounts,
        Journal journal) {

    public Overview {
        wallets = Map.copyOf(wallets);
        proposals = Map.copyOf(proposals);
        jobs = Map.copyOf(jobs);
        deliveries = Map.copyOf(deliveries);
        accounts = Map.copyOf(accounts);
    }

    /** How many there are, and since when the oldest. */
    public record Tally(long count, @Nullable Instant oldestAt) {}

    /** The size of the journal, and the entries that have no number yet. */
    public record Journal(int epoch, long size, long queued) {}
}
