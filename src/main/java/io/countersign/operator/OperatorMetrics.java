package io.countersign.operator;

import io.countersign.operator.model.ChainLook;
import io.countersign.operator.model.Overview;
import io.countersign.operator.model.Overview.Tally;
import io.countersign.platform.job.Pump;
import io.countersign.platform.job.ServingEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The overview as gauges, looked up every so often and not at each scrape. What is counted in the database every copy of the server
 * shows alike: aggregate by the maximum.
 */
@ApplicationScoped
public class OperatorMetrics {

    private static final long LOOK_EVERY_MILLIS = 15_000;

    private final OperatorService operators;
    private final Clock clock;
    private final MultiGauge wallets;
    private final MultiGauge proposals;
    private final MultiGauge jobs;
    private final MultiGauge deliveries;
    private final MultiGauge accounts;
    private final Pump pump;
    private volatile Overview overview =
            new Overview(Map.of(), Map.of(), 0, Map.of(), Map.of(), Map.of(), new Overview.Journal(0, 0, 0));
    private volatile ChainLook chain = new ChainLook("", "", null, null, null, null);

    OperatorMetrics(OperatorService operators, MeterRegistry registry, Vertx vertx, Clock clock) {
        this.operators = operators;
        this.clock = clock;
        this.wallets = counted(registry, "countersign.wallet.wallets", "Wallets by state");
        this.proposals = counted(registry, "countersign.proposal.proposals", "Proposals by state");
        this.jobs = counted(registry, "countersign.job.jobs", "Jobs by state");
        this.deliveries = counted(registry, "countersign.webhook.deliveries", "Deliveries of webhooks by state");
        this.accounts = counted(registry, "countersign.account.accounts", "Accounts by standing");
        this.pump = new Pump(vertx, "counting for the metrics", this::look);
        shown(
                registry,
                "countersign.proposal.signatures.awaited",
                "Cosigners' signatures that open proposals wait for",
                self -> self.overview.signaturesAwaited());
        shown(
                registry,
                "countersign.job.overdue.seconds",
                "How long the oldest job that is due has waited",
                OperatorMetrics::overdue);
        shown(
                registry,
                "countersign.webhook.undelivered.seconds",
                "How long the oldest undelivered event has waited",
                OperatorMetrics::undelivered);
        shown(registry, "countersign.journal.entries", "Numbered entries of the journal", self -> self.overview
                .journal()
                .size());
        shown(
                registry,
                "countersign.journal.queued.entries",
                "Entries that wait for their number",
                self -> self.overview.journal().queued());
        shown(
                registry,
                "countersign.chain.up",
                "1 where the chain backend answers, else 0",
                self -> self.chain.isUp() ? 1 : 0);
        shown(
                registry,
                "countersign.chain.height.blocks",
                "Height of the newest block",
                self -> orNan(self.chain.height()));
        shown(
                registry,
                "countersign.chain.lag.seconds",
                "Age of the newest block's median time past",
                self -> orNan(self.chain.lagSeconds()));
    }

    void start(@Observes ServingEvent event) {
        pump.every(LOOK_EVERY_MILLIS).want();
    }

    void stop(@Observes ShutdownEvent event) {
        pump.stop();
    }

    private Uni<Boolean> look() {
        return operators
                .overview()
                .invoke(this::show)
                .chain(shown -> operators.chain())
                .invoke(look -> chain = look)
                .replaceWith(false);
    }

    private void show(Overview seen) {
        overview = seen;
        wallets.register(rows(seen.wallets()), true);
        proposals.register(rows(seen.proposals()), true);
        jobs.register(rows(seen.jobs()), true);
        deliveries.register(rows(seen.deliveries()), true);
        accounts.register(rows(seen.accounts()), true);
    }

    private static List<Row<?>> rows(Map<String, Tally> tallies) {
        return tallies.entrySet().stream()
                .<Row<?>>map(entry -> Row.of(
                        Tags.of("state", entry.getKey()), entry.getValue().count()))
                .toList();
    }

    private static double overdue(OperatorMetrics self) {
        Instant now = self.clock.instant();
        return self.overview.jobs().values().stream()
                .map(Tally::oldestAt)
                .filter(java.util.Objects::nonNull)
                .mapToLong(dueAt -> Math.max(0, Duration.between(dueAt, now).toSeconds()))
                .max()
                .orElse(0);
    }

    private static MultiGauge counted(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private void shown(
            MeterRegistry registry, String name, String description, ToDoubleFunction<OperatorMetrics> value) {
        Gauge.builder(name, this, value).description(description).register(registry);
    }

    private static double undelivered(OperatorMetrics self) {
        Tally pending = self.overview.deliveries().get("pending");
        Instant oldest = pending == null ? null : pending.oldestAt();
        return oldest == null
                ? 0
                : Duration.between(oldest, self.clock.instant()).toSeconds();
    }

    private static double orNan(java.lang.@org.jspecify.annotations.Nullable Number number) {
        return number == null ? Double.NaN : number.doubleValue();
    }
}
