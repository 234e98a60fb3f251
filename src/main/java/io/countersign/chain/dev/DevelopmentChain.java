package io.countersign.chain.dev;

import io.countersign.chain.BroadcastAnswer;
import io.countersign.chain.BroadcastAnswer.Rejection;
import io.countersign.chain.ChainBackend;
import io.countersign.chain.ChainTip;
import io.countersign.chain.TransactionStatus;
import io.countersign.chain.UnspentCoin;
import io.countersign.chain.dev.model.Admission;
import io.countersign.chain.dev.model.ChainCoin;
import io.countersign.chain.dev.model.ChainHead;
import io.countersign.chain.dev.model.PlacedTransaction;
import io.countersign.chain.dev.store.ChainQueries;
import io.countersign.chain.dev.store.ChainRepository;
import io.countersign.chain.dev.store.LockedChain;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.Txid;
import io.countersign.platform.work.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The development chain as a backend. Transactions are judged before the lock where that needs no lock, scripts above all. */
@ApplicationScoped
@Typed(DevelopmentChain.class)
public class DevelopmentChain implements ChainBackend {

    public static final String NAME = "development";

    private final ChainBirth birth;
    private final ChainQueries queries;
    private final ChainRepository repository;
    private final Workers workers;

    DevelopmentChain(ChainBirth birth, ChainQueries queries, ChainRepository repository, Workers workers) {
        this.birth = birth;
        this.queries = queries;
        this.repository = repository;
        this.workers = workers;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Network network() {
        return Network.REGTEST;
    }

    @Override
    public Uni<ChainTip> tip() {
        return head().map(ChainHead::tip);
    }

    @Override
    public Uni<Long> medianTimePast(int height) {
        return birth.ensure().chain(() -> queries.medianTimePast(height));
    }

    @Override
    public Uni<Optional<Transaction>> findTransaction(Txid txid) {
        return queries.findTransaction(txid).map(found -> found.map(PlacedTransaction::transaction));
    }

    @Override
    public Uni<List<Optional<UnspentCoin>>> findUnspent(List<Outpoint> outpoints) {
        return queries.coins(outpoints).chain(coins -> head().map(head -> coins.stream()
                .map(coin -> coin.filter(found -> !found.isSpent()).map(found -> unspent(found, head)))
                .toList()));
    }

    @Override
    public Uni<BroadcastAnswer> broadcast(Transaction transaction) {
        return birth.ensure()
                .chain(() -> queries.findTransaction(transaction.txid()))
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(BroadcastAnswer.alreadyKnown())
                        : judged(transaction));
    }

    @Override
    public Uni<TransactionStatus> status(Txid txid, List<Outpoint> spends) {
        return queries.findTransaction(txid).chain(found -> head().chain(head -> found.isPresent()
                ? Uni.createFrom().item(status(found.get(), head))
                : queries.coins(spends).map(coins -> statusBySpends(coins, head))));
    }

    @Override
    public Uni<Set<Bytes>> paidScripts(List<Bytes> scripts) {
        return queries.paidScripts(scripts);
    }

    private Uni<ChainHead> head() {
        return birth.ensure().chain(queries::findHead).map(head -> head.orElseGet(ChainHead::atGenesis));
    }

    private Uni<BroadcastAnswer> judged(Transaction transaction) {
        return queries.coins(transaction.outpoints())
                .chain(coins -> workers.compute(() -> Admission.judgeAlone(transaction, coins)))
                .chain(rejection -> rejection.isPresent()
                        ? Uni.createFrom().item(BroadcastAnswer.rejected(rejection.get()))
                        : repository.lock(chain -> admitted(transaction, chain)));
    }

    private Uni<BroadcastAnswer> admitted(Transaction transaction, LockedChain chain) {
        return chain.queries()
                .findTransaction(transaction.txid())
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(BroadcastAnswer.alreadyKnown())
                        : judgedUnderLock(transaction, chain));
    }

    private Uni<BroadcastAnswer> judgedUnderLock(Transaction transaction, LockedChain chain) {
        return chain.queries().coins(transaction.outpoints()).chain(coins -> chain.queries()
                .findHead()
                .map(head -> Admission.judge(transaction, coins, head.orElseGet(ChainHead::atGenesis)))
                .chain(rejection -> added(transaction, coins, rejection, chain)));
    }

    private static Uni<BroadcastAnswer> added(
            Transaction transaction,
            List<Optional<ChainCoin>> coins,
            Optional<Rejection> rejection,
            LockedChain chain) {
        return rejection.isPresent()
                ? Uni.createFrom().item(BroadcastAnswer.rejected(rejection.get()))
                : chain.add(transaction, Admission.fee(transaction, coins), Optional.empty())
                        .replaceWith(BroadcastAnswer.accepted());
    }

    private static UnspentCoin unspent(ChainCoin coin, ChainHead head) {
        int confirmations = coin.height().isPresent()
                ? head.tip().confirmationsAt(coin.height().getAsInt())
                : 0;
        return new UnspentCoin(coin.output(), confirmations, coin.coinbase());
    }

    private static TransactionStatus status(PlacedTransaction found, ChainHead head) {
        return found.block()
                .map(block -> TransactionStatus.confirmed(found.confirmations(head), block))
                .orElseGet(TransactionStatus::inMempool);
    }

    private static TransactionStatus statusBySpends(List<Optional<ChainCoin>> coins, ChainHead head) {
        return coins.stream()
                .flatMap(Optional::stream)
                .flatMap(coin -> coin.spender().stream())
                .findFirst()
                .map(by -> TransactionStatus.conflicted(
                        Optional.of(by.txid()),
                        by.height().isPresent()
                                ? head.tip().confirmationsAt(by.height().getAsInt())
                                : 0))
                .orElseGet(TransactionStatus::unknown);
    }
}
