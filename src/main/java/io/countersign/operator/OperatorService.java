package io.countersign.operator;

import io.countersign.chain.ChainBackend;
import io.countersign.chain.ChainTip;
import io.countersign.kernel.Page;
import io.countersign.kernel.PageRequest;
import io.countersign.operator.model.AccountLook;
import io.countersign.operator.model.ChainLook;
import io.countersign.operator.model.DeliveryLook;
import io.countersign.operator.model.Diagnosis;
import io.countersign.operator.model.JobLook;
import io.countersign.operator.model.KeyLook;
import io.countersign.operator.model.Overview;
import io.countersign.operator.model.Patience;
import io.countersign.operator.model.ProposalLook;
import io.countersign.operator.model.WalletLook;
import io.countersign.operator.store.DeliveryLooks;
import io.countersign.operator.store.JobLooks;
import io.countersign.operator.store.OverviewQueries;
import io.countersign.operator.store.PartyLooks;
import io.countersign.operator.store.ProposalLooks;
import io.countersign.platform.http.IdCursor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What operators see. */
@ApplicationScoped
public class OperatorService {

    private static final UUID LAST_OF_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private final OverviewQueries overview;
    private final ProposalLooks proposals;
    private final JobLooks jobs;
    private final DeliveryLooks deliveries;
    private final PartyLooks parties;
    private final ChainBackend chain;
    private final OperatorConfig config;
    private final Clock clock;

    OperatorService(
            OverviewQueries overview,
            ProposalLooks proposals,
            JobLooks jobs,
            DeliveryLooks deliveries,
            PartyLooks parties,
            ChainBackend chain,
            OperatorConfig config,
            Clock clock) {
        this.overview = overview;
        this.proposals = proposals;
        this.jobs = jobs;
        this.deliveries = deliveries;
        this.parties = parties;
        this.chain = chain;
        this.config = config;
        this.clock = clock;
    }

    public Uni<Overview> overview() {
        return overview.get();
    }

    /** The chain as the backend shows it; never fails, as its being down is what an operator wants to see. */
    public Uni<ChainLook> chain() {
        return chain.tip().map(this::up).onFailure().recoverWithItem(this::down);
    }

    public Uni<Page<WalletLook>> wallets(@Nullable String state, PageRequest page) {
        return listed(page, (before, limit) -> parties.wallets(before, state, limit), wallet -> wallet.id()
                .value());
    }

    public Uni<Page<AccountLook>> accounts(@Nullable String state, PageRequest page) {
        return listed(page, (before, limit) -> parties.accounts(before, state, limit), account -> account.id()
                .value());
    }

    public Uni<Page<JobLook>> jobs(@Nullable String state, PageRequest page) {
        return listed(page, (before, limit) -> jobs.page(before, state, limit), JobLook::id);
    }

    public Uni<Page<DeliveryLook>> deliveries(@Nullable String state, PageRequest page) {
        return listed(page, (before, limit) -> deliveries.page(before, state, limit), delivery -> delivery.id()
                .value());
    }

    /** Keys of wallets in use; only those due for a health check where asked. */
    public Uni<Page<KeyLook>> keys(boolean onlyDue, PageRequest page) {
        Instant dueBefore = onlyDue ? clock.instant().minus(config.healthCheckInterval()) : null;
        return listed(page, (before, limit) -> parties.keys(before, dueBefore, limit), key -> key.id()
                .value());
    }

    /** Proposals; only those that may be stuck where asked. What is really stuck the diagnosis says. */
    public Uni<Page<ProposalLook>> proposals(@Nullable String state, boolean mayBeStuck, PageRequest page) {
        return listed(
                page, (before, limit) -> proposals.page(before, state, mayBeStuck, limit), proposal -> proposal.id()
                        .value());
    }

    /** Tells stuck proposals by the settings, the time and the chain as they are now. */
    public Uni<Diagnosis> diagnosis() {
        Patience patience = new Patience(
                config.signaturesLateAfter(),
                config.broadcastLateAfter(),
                config.confirmationLateAfter(),
                config.expiryNear());
        return chain().map(look -> new Diagnosis(patience, clock.instant(), look.isUp()));
    }

    private ChainLook up(ChainTip tip) {
        Duration lag = Duration.between(Instant.ofEpochSecond(tip.medianTimePast()), clock.instant());
        return new ChainLook(
                chain.name(),
                chain.network().word(),
                tip.height(),
                tip.hash().toHex(),
                Math.max(0, lag.toSeconds()),
                null);
    }

    private ChainLook down(Throwable cause) {
        return new ChainLook(
                chain.name(), chain.network().word(), null, null, null, String.valueOf(cause.getMessage()));
    }

    private static <T> Uni<Page<T>> listed(PageRequest page, Rows<T> rows, Function<T, UUID> idOf) {
        UUID before = page.after().map(IdCursor::parse).orElse(LAST_OF_ALL);
        return rows.before(before, page.limit() + 1)
                .map(found ->
                        Page.cut(found, page.limit(), item -> idOf.apply(item).toString()));
    }

    /** Rows of a list before an id, newest first. */
    private interface Rows<T> {
        Uni<List<T>> before(UUID id, int limit);
    }
}
