package io.countersign.proposal;

import io.countersign.chain.ChainBackend;
import io.countersign.chain.ChainTip;
import io.countersign.chain.UnspentCoin;
import io.countersign.coin.AddressService;
import io.countersign.crypto.finalize.CoinAge;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.journal.Journal;
import io.countersign.kernel.Change;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import io.countersign.key.model.NoncePointTakenException;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Render;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.job.Jobs;
import io.countersign.platform.time.Ids;
import io.countersign.platform.work.InTurn;
import io.countersign.platform.work.Workers;
import io.countersign.proposal.model.ChainFacts;
import io.countersign.proposal.model.DraftTerms;
import io.countersign.proposal.model.Drafting;
import io.countersign.proposal.model.FeeLimits;
import io.countersign.proposal.model.PaidOutput;
import io.countersign.proposal.model.Previous;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.ProposalFacts;
import io.countersign.proposal.model.ProposalRefusal;
import io.countersign.proposal.model.ProposalState;
import io.countersign.proposal.model.PsbtUpload;
import io.countersign.proposal.model.SpendDraft;
import io.countersign.proposal.model.SpentCoin;
import io.countersign.proposal.store.ProposalQueries;
import io.countersign.proposal.store.ProposalRepository;
import io.countersign.wallet.WalletService;
import io.countersign.wallet.model.Wallet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes proposals: asks the chain, checks everything off the event loop, then stores under the wallet's lock. */
@ApplicationScoped
public class CreationService {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(90);

    private final Transactions transactions;
    private final ProposalRepository repository;
    private final ProposalQueries queries;
    private final WalletService wallets;
    private final AddressService addresses;
    private final ChainBackend chain;
    private final Journal journal;
    private final Jobs jobs;
    private final SignatureNonces nonces;
    private final SessionJudging sessions;
    private final Workers workers;
    private final Ids ids;
    private final Clock clock;
    private final ProposalConfig config;

    CreationService(
            Transactions transactions,
            ProposalRepository repository,
            ProposalQueries queries,
            WalletService wallets,
            AddressService addresses,
            ChainBackend chain,
            Journal journal,
            Jobs jobs,
            SignatureNonces nonces,
            SessionJudging sessions,
            Workers workers,
            Ids ids,
            Clock clock,
            ProposalConfig config) {
        this.transactions = transactions;
        this.repository = repository;
        this.queries = queries;
        this.wallets = wallets;
        this.addresses = addresses;
        this.chain = chain;
        this.journal = journal;
        this.jobs = jobs;
        this.nonces = nonces;
        this.sessions = sessions;
        this.workers = workers;
        this.ids = ids;
        this.clock = clock;
        this.config = config;
    }

    /** Proposes a PSBT as it is: the chain's facts, the checks, the signatures that it brings, then one transaction. */
    public Uni<Answer> create(Caller caller, WalletId walletId, NewProposal request, Render<Proposal> render) {
        return workers.compute(() -> PsbtUpload.readProposed(request.psbt()))
                .chain(psbt -> drafted(caller, walletId, psbt, request))
                .chain(drafted -> judged(caller, drafted))
                .chain(checked -> transactions.answering(() -> stored(caller, checked, request, render)))
                .onFailure(NoncePointTakenException.class)
                .retry()
                .atMost(1);
    }

    private Uni<Drafted> drafted(Caller caller, WalletId walletId, PsbtV0 psbt, NewProposal request) {
        return wallets.get(walletId)
                .invoke(Wallet::requireSpendable)
                .chain(wallet -> drafted(caller, wallet, psbt, request));
    }

    private Uni<Drafted> drafted(Caller caller, Wallet wallet, PsbtV0 psbt, NewProposal request) {
        DraftTerms terms = terms(caller, request);
        Optional<FeeLimits> limits = request.allowHighFee()
                ? Optional.empty()
                : Optional.of(new FeeLimits(config.maxFeeRate(), config.maxFeePercent(), config.maxFeeSat()));
        return chainFacts(psbt).chain(facts -> addresses.nextIndex(wallet, 0).chain(nextReceive -> addresses
                .nextIndex(wallet, 1)
                .chain(nextChange -> workers.compute(() -> {
                    SpendDraft draft = Drafting.draft(wallet, psbt, facts, nextReceive, nextChange, limits, terms);
                    return new Drafted(draft, Judging.verifyProposed(draft, psbt));
                }))));
    }

    private Uni<Checked> judged(Caller caller, Drafted drafted) {
        ProposalFacts facts = drafted.draft().facts();
        return transactions
                .reading(() -> repository.firstSession(facts))
                .map(session -> Proposal.create(facts, session.orElse(null)))
                .chain(created -> brought(caller, drafted)
                        .chain(upload -> sessions.judge(
                                caller, created.next(), drafted.draft().spend(), upload, facts.createdAt()))
                        .map(judged -> new Checked(drafted.draft(), created, judged)));
    }

    private Uni<Upload> brought(Caller caller, Drafted drafted) {
        Instant now = drafted.draft().facts().createdAt();
        return drafted.verified()
                .map(verified -> nonces.judge(caller, verified, now))
                .orElseGet(() -> Uni.createFrom().item(Upload.NOTHING));
    }

    /** The previous transactions that the upload lacks, the coins, and the tip. */
    private Uni<ChainFacts> chainFacts(PsbtV0 psbt) {
        List<Outpoint> outpoints = psbt.unsignedTransaction().outpoints();
        return workers.compute(() -> Previous.uploaded(psbt))
                .chain(uploaded -> missing(outpoints, uploaded))
                .chain(previous -> chain.findUnspent(outpoints).chain(coins -> chain.tip()
                        .chain(tip -> CoinAges.of(chain, psbt.unsignedTransaction(), coins, tip)
                                .map(ages -> facts(previous, coins, ages, tip)))));
    }

    private Uni<Map<Txid, Transaction>> missing(List<Outpoint> outpoints, Map<Txid, Transaction> uploaded) {
        List<Txid> wanted = outpoints.stream()
                .map(Outpoint::txid)
                .filter(txid -> !uploaded.containsKey(txid))
                .distinct()
                .toList();
        return InTurn.each(wanted, chain::findTransaction).map(CreationService::byTxid);
    }

    private static Map<Txid, Transaction> byTxid(List<Optional<Transaction>> found) {
        Map<Txid, Transaction> known = new HashMap<>();
        found.forEach(one -> one.ifPresent(transaction -> known.put(transaction.txid(), transaction)));
        return known;
    }

    private static ChainFacts facts(
            Map<Txid, Transaction> previous, List<Optional<UnspentCoin>> coins, List<CoinAge> ages, ChainTip tip) {
        List<Optional<TxOutput>> unspent = coins.stream()
                .map(coin -> coin.filter(CreationService::isMature).map(UnspentCoin::output))
                .toList();
        return new ChainFacts(previous, unspent, ages, tip.height() + 1, tip.medianTimePast());
    }

    /** A coinbase output can be spent in the block after its 100th confirmation's (consensus). */
    private static boolean isMature(UnspentCoin coin) {
        return !coin.coinbase() || coin.confirmations() >= 100;
    }

    private Uni<Answer> stored(Caller caller, Checked checked, NewProposal request, Render<Proposal> render) {
        ProposalFacts facts = checked.draft().facts();
        Instant now = clock.instant();
        Change<Proposal> change = counted(checked, now);
        return wallets.lock(facts.walletId())
                .invoke(Wallet::requireSpendable)
                .chain(() -> requireNew(facts, now))
                .chain(() -> request.allowConflict() ? Uni.createFrom().voidItem() : requireFree(facts, now))
                .chain(() -> repository.insert(change.next(), checked.draft().frozenPsbt()))
                .chain(() -> journal.append(caller.accountId(), change.events()))
                .call(entries -> repository.save(change.next(), entries))
                .call(() -> nonces.take(facts.id(), checked.judged().signatureNonces()))
                .call(entries -> markSeen(facts))
                .call(entries -> addJobs(change.next()))
                .map(entries -> render.answer(change.next(), entries));
    }

    private static Change<Proposal> counted(Checked checked, Instant now) {
        Change<Proposal> created = checked.created();
        Change<Proposal> counted = created.next()
                .count(checked.judged().offered(), checked.judged().assemble(), now);
        return new Change<>(
                counted.next(),
                java.util.stream.Stream.concat(created.events().stream(), counted.events().stream())
                        .toList());
    }

    private Uni<Void> requireNew(ProposalFacts facts, Instant now) {
        return queries.openWith(facts.walletId(), facts.unsigned().txid(), now)
                .invoke(same -> refuseIfPresent(
                        ProposalRefusal.PROPOSAL_EXISTS,
                        same,
                        "An open proposal has this unsigned transaction already."))
                .replaceWithVoid();
    }

    private Uni<Void> requireFree(ProposalFacts facts, Instant now) {
        List<Outpoint> coins = facts.inputs().stream().map(SpentCoin::outpoint).toList();
        return queries.openSpending(facts.walletId(), coins, now)
                .invoke(others -> coins.forEach(coin -> refuseIfPresent(
                        ProposalRefusal.COINS_IN_USE,
                        Optional.ofNullable(others.get(coin)),
                        "An open proposal spends the coin %s; say allowConflict to propose nevertheless."
                                .formatted(coin))))
                .replaceWithVoid();
    }

    private static void refuseIfPresent(ProposalRefusal reason, Optional<ProposalId> other, String detail) {
        other.ifPresent(id -> {
            throw reason.refuse(detail, Map.of("proposalId", id.toString()));
        });
    }

    /** No address that a proposal uses is given out later: of each branch none up to the last of them. */
    private Uni<Void> markSeen(ProposalFacts facts) {
        Map<Integer, Long> last = new TreeMap<>();
        facts.outputs().stream()
                .filter(PaidOutput::isOwn)
                .forEach(output -> last.merge(output.branch(), output.index(), Math::max));
        return InTurn.each(
                        List.copyOf(last.entrySet()),
                        branch -> addresses.seen(facts.walletId(), branch.getKey(), branch.getValue()))
                .replaceWithVoid();
    }

    private Uni<Void> addJobs(Proposal proposal) {
        return proposal.state() == ProposalState.FINALIZED
                ? jobs.add(ProposalService.BROADCAST_JOB, proposal.id().value(), clock.instant())
                : jobs.add(
                        ExpiryJob.KIND, proposal.id().value(), proposal.facts().expiresAt());
    }

    private DraftTerms terms(Caller caller, NewProposal request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new DraftTerms(
                new ProposalId(ids.next()),
                caller.accountId(),
                request.memo(),
                request.spendPath(),
                expiry(request.expiresAt(), now),
                now);
    }

    private Instant expiry(@Nullable Instant asked, Instant now) {
        if (asked == null) {
            return now.plus(config.defaultLifetime());
        }
        if (asked.isBefore(now.plus(SHORTEST)) || asked.isAfter(now.plus(LONGEST))) {
            throw ProposalRefusal.EXPIRY_OUT_OF_RANGE.refuse("expiresAt lies 1 minute to 90 days ahead.");
        }
        return asked.truncatedTo(ChronoUnit.MILLIS);
    }

    private record Drafted(SpendDraft draft, Optional<Verified> verified) {}

    private record Checked(SpendDraft draft, Change<Proposal> created, Judged judged) {}
}
