package io.countersign.proposal;

import io.countersign.account.LoginSignatures;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.journal.Journal;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Change;
import io.countersign.kernel.Page;
import io.countersign.kernel.PageRequest;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.Right;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.db.Render;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.http.IdCursor;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.WalletRights;
import io.countersign.platform.job.Jobs;
import io.countersign.platform.work.Workers;
import io.countersign.proposal.model.Attestation;
import io.countersign.proposal.model.Failure;
import io.countersign.proposal.model.FrozenPsbt;
import io.countersign.proposal.model.NetworkCourse;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.ProposalRefusal;
import io.countersign.proposal.model.ProposalState;
import io.countersign.proposal.store.ProposalQueries;
import io.countersign.proposal.store.ProposalRepository;
import io.countersign.wallet.WalletService;
import io.countersign.wallet.model.Wallet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Proposals: read, and changed through one door. */
@ApplicationScoped
public class ProposalService {

    /** The kind of the job that sends and follows a final transaction. */
    public static final String BROADCAST_JOB = "broadcast";

    private static final Logger LOG = Logger.getLogger(ProposalService.class);
    private static final UUID LAST_OF_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private final Transactions transactions;
    private final ProposalRepository repository;
    private final ProposalQueries queries;
    private final WalletService wallets;
    private final WalletRights rights;
    private final LoginSignatures loginSignatures;
    private final ExpectedSpends expectedSpends;
    private final Journal journal;
    private final Jobs jobs;
    private final Workers workers;
    private final Notifications notifications;
    private final Clock clock;

    ProposalService(
            Transactions transactions,
            ProposalRepository repository,
            ProposalQueries queries,
            WalletService wallets,
            WalletRights rights,
            LoginSignatures loginSignatures,
            ExpectedSpends expectedSpends,
            Journal journal,
            Jobs jobs,
            Workers workers,
            Notifications notifications,
            Clock clock) {
        this.transactions = transactions;
        this.repository = repository;
        this.queries = queries;
        this.wallets = wallets;
        this.rights = rights;
        this.loginSignatures = loginSignatures;
        this.expectedSpends = expectedSpends;
        this.journal = journal;
        this.jobs = jobs;
        this.workers = workers;
        this.notifications = notifications;
        this.clock = clock;
    }

    /** 404 for no proposal and no member of its wallet, 403 for a member without the right. */
    public Uni<Void> require(Caller caller, ProposalId id, Right right) {
        return queries.walletOf(id).chain(walletId -> rights.require(caller, walletId, right));
    }

    public Uni<Proposal> get(ProposalId id) {
        return transactions.reading(() -> repository.get(id));
    }

    /** The wallet that the proposal belongs to: what its waiters listen to. */
    public Uni<WalletId> walletOf(ProposalId id) {
        return queries.walletOf(id);
    }

    /** What every signature of the proposal must commit to. */
    public Uni<ExpectedSpend> expectedSpend(Proposal proposal) {
        return expectedSpends
                .find(proposal.id())
                .map(spend -> Uni.createFrom().item(spend))
                .orElseGet(() -> wallets.get(proposal.facts().walletId())
                        .map(wallet -> expectedSpends.make(proposal.facts(), wallet.descriptor())));
    }

    /** A wallet's proposals, newest first. */
    public Uni<Page<Proposal>> list(WalletId walletId, Optional<ProposalState> state, PageRequest page) {
        UUID before = page.after().map(IdCursor::parse).orElse(LAST_OF_ALL);
        return queries.page(walletId, before, state, clock.instant(), page.limit() + 1)
                .chain(found -> transactions.reading(() -> repository.all(found)))
                .map(rows -> Page.cut(rows, page.limit(), row -> row.id().toString()));
    }

    /** The PSBT for devices, in version 0 or 2: rebuilt from what was frozen and the signatures so far. */
    public Uni<Bytes> psbt(Proposal proposal, int version) {
        return expectedSpend(proposal).chain(spend -> queries.frozenPsbt(proposal.id())
                .chain(frozen -> workers.compute(
                        () -> FrozenPsbt.withSignatures(frozen, spend, proposal.collected(), version))));
    }

    /** Locks the proposal, lets {@code decide} choose the next state, stores it, its events and the answer: one transaction. */
    public Uni<Answer> change(
            @Nullable AccountId actor,
            ProposalId id,
            Function<Proposal, Change<Proposal>> decide,
            Render<Proposal> render) {
        return transactions.answering(() -> changeWithin(actor, id, decide, render));
    }

    /** The same within a transaction that is under way. */
    public Uni<Answer> changeWithin(
            @Nullable AccountId actor,
            ProposalId id,
            Function<Proposal, Change<Proposal>> decide,
            Render<Proposal> render) {
        return repository.lock(id).chain(before -> stored(actor, before, decide.apply(before), render));
    }

    /** Shows what keeps the final transaction from the network, or that nothing does: no change of state, but who waits sees it. */
    public Uni<Void> hinder(ProposalId id, @Nullable Failure why) {
        return transactions
                .run(() -> repository.lock(id).chain(before -> shown(before, NetworkCourse.hindered(before, why))))
                .invoke(shown -> shown.ifPresent(walletId -> notifications.publish(Set.of(walletId.toString()))))
                .replaceWithVoid();
    }

    private Uni<Optional<WalletId>> shown(Proposal before, Proposal next) {
        return next == before
                ? Uni.createFrom().item(Optional.empty())
                : repository
                        .save(next, List.of())
                        .replaceWith(Optional.of(next.facts().walletId()));
    }

    /** Rejects for all keys that the caller holds on the spend path and that have not signed. */
    public Uni<Answer> reject(
            Caller caller,
            ProposalId id,
            @Nullable String reason,
            Consumer<Proposal> precondition,
            Render<Proposal> render) {
        return queries.walletOf(id)
                .chain(wallets::get)
                .map(wallet -> keysOf(caller, wallet))
                .chain(keys -> change(
                        caller.accountId(),
                        id,
                        checked(
                                precondition,
                                proposal -> proposal.reject(keys, caller.accountId(), reason, clock.instant())),
                        render));
    }

    public Uni<Answer> cancel(Caller caller, ProposalId id, Consumer<Proposal> precondition, Render<Proposal> render) {
        return change(
                caller.accountId(),
                id,
                checked(precondition, proposal -> proposal.cancel(caller.accountId(), clock.instant())),
                render);
    }

    /** Begins a new signing session, which voids all nonces and partial signatures. */
    public Uni<Answer> restartSession(
            Caller caller, ProposalId id, Consumer<Proposal> precondition, Render<Proposal> render) {
        return change(
                caller.accountId(),
                id,
                checked(
                        precondition,
                        proposal -> proposal.restartSession(clock.instant().truncatedTo(ChronoUnit.MILLIS))),
                render);
    }

    /** The creator's login key vouches for the proposal's transaction and memo. */
    public Uni<Answer> attest(
            Caller caller, ProposalId id, String signature, Consumer<Proposal> precondition, Render<Proposal> render) {
        return get(id).invoke(proposal -> proposal.requireCreator(caller.accountId()))
                .chain(proposal -> loginSignatures.signer(caller.accountId(), attestationLines(proposal), signature))
                .map(signer -> signer.orElseThrow(() -> ProposalRefusal.ATTESTATION_FOREIGN.refuse(
                        "No login key of yours made this signature over the proposal's five lines.")))
                .chain(loginKey -> change(
                        caller.accountId(),
                        id,
                        checked(
                                precondition,
                                proposal -> proposal.attest(new Attestation(loginKey, signature, clock.instant()))),
                        render));
    }

    private Uni<Answer> stored(
            @Nullable AccountId actor, Proposal before, Change<Proposal> change, Render<Proposal> render) {
        Proposal next = change.next();
        if (change.isNone()) {
            return Uni.createFrom().item(() -> render.answer(before, List.of()));
        }
        return journal.append(actor, change.events())
                .call(entries -> repository.save(next, entries))
                .call(entries -> jobsOf(before, next))
                .invoke(entries -> log(before, next))
                .map(entries -> render.answer(next, entries));
    }

    private Uni<Void> jobsOf(Proposal before, Proposal next) {
        boolean isNewlyFinal = before.state() != next.state() && next.state() == ProposalState.FINALIZED;
        return isNewlyFinal
                ? jobs.add(BROADCAST_JOB, next.id().value(), clock.instant())
                : Uni.createFrom().voidItem();
    }

    private static void log(Proposal before, Proposal next) {
        if (before.state() != next.state()) {
            LOG.infof(
                    "proposal %s proposalId=%s walletId=%s txid=%s",
                    next.state().word(),
                    next.id(),
                    next.facts().walletId(),
                    next.facts().unsigned().txid());
        }
    }

    private static Function<Proposal, Change<Proposal>> checked(
            Consumer<Proposal> precondition, Function<Proposal, Change<Proposal>> decide) {
        return proposal -> {
            precondition.accept(proposal);
            return decide.apply(proposal);
        };
    }

    private static Set<io.countersign.kernel.KeyId> keysOf(Caller caller, Wallet wallet) {
        return wallet.keys().stream()
                .filter(key -> key.isHeldBy(caller.accountId()))
                .map(io.countersign.key.model.RegisteredKey::id)
                .collect(Collectors.toSet());
    }

    private static List<String> attestationLines(Proposal proposal) {
        return List.of(
                "Countersign proposal",
                "wallet " + proposal.facts().walletId(),
                "proposal " + proposal.id(),
                "txid " + proposal.facts().unsigned().txid(),
                "memo " + MemoHash.of(proposal.facts().memoText()));
    }
}
