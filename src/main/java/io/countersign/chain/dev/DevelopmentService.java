package io.countersign.chain.dev;

import io.countersign.chain.BlockPosition;
import io.countersign.chain.dev.model.ChainCoin;
import io.countersign.chain.dev.model.ChainHead;
import io.countersign.chain.dev.model.Coinbase;
import io.countersign.chain.dev.model.FaucetPayment;
import io.countersign.chain.dev.model.MinedBlock;
import io.countersign.chain.dev.model.Miner;
import io.countersign.chain.dev.model.PlacedTransaction;
import io.countersign.chain.dev.model.PooledTransaction;
import io.countersign.chain.dev.store.ChainQueries;
import io.countersign.chain.dev.store.ChainRepository;
import io.countersign.chain.dev.store.LockedChain;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Txid;
import io.countersign.kernel.CommonRefusal;
import io.countersign.platform.db.CurrentRequest;
import io.countersign.platform.db.IdempotentRequest;
import io.countersign.platform.work.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What a person may do with the development chain: have coins and blocks. The chain is written in transactions of its own; the
 * idempotent request is noted there as well, so that a repeated one makes nothing twice.
 */
@ApplicationScoped
public class DevelopmentService {

    private final ChainBirth birth;
    private final ChainQueries queries;
    private final ChainRepository repository;
    private final CurrentRequest currentRequest;
    private final Workers workers;
    private final Clock clock;

    DevelopmentService(
            ChainBirth birth,
            ChainQueries queries,
            ChainRepository repository,
            CurrentRequest currentRequest,
            Workers workers,
            Clock clock) {
        this.birth = birth;
        this.queries = queries;
        this.repository = repository;
        this.currentRequest = currentRequest;
        this.workers = workers;
        this.clock = clock;
    }

    /** Pays {@code amount} to a script out of the chain's own coins; the payment waits in the mempool. Its output is number 0. */
    public Uni<Txid> pay(Bytes script, Satoshi amount) {
        Optional<String> request = currentRequest.find().map(IdempotentRequest::scope);
        return birth.ensure()
                .chain(() -> repository.lock(chain -> madeBefore(chain, request)
                        .chain(before -> before.map(txid -> Uni.createFrom().item(txid))
                                .orElseGet(() -> paid(chain, script, amount, request)))));
    }

    /** Makes blocks: the first takes what the mempool holds. The last of them. */
    public Uni<BlockPosition> mine(int count) {
        Optional<String> request = currentRequest.find().map(IdempotentRequest::scope);
        return birth.ensure()
                .chain(() -> repository.lock(chain -> minedBefore(chain, request)
                        .chain(before -> before.map(block -> Uni.createFrom().item(block))
                                .orElseGet(() -> mined(chain, count, request)))));
    }

    /** A transaction of the chain or its mempool, with its confirmations. */
    public Uni<Found> find(Txid txid) {
        return birth.ensure()
                .chain(() -> queries.findTransaction(txid))
                .map(found -> found.orElseThrow(CommonRefusal::nothingHere))
                .chain(placed -> queries.findHead()
                        .map(head -> new Found(placed, placed.confirmations(head.orElseGet(ChainHead::atGenesis)))));
    }

    private static Uni<Optional<Txid>> madeBefore(LockedChain chain, Optional<String> request) {
        return request.map(chain::findMadeFor).orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private static Uni<Optional<BlockPosition>> minedBefore(LockedChain chain, Optional<String> request) {
        return request.map(chain::findMinedFor).orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Txid> paid(LockedChain chain, Bytes script, Satoshi amount, Optional<String> request) {
        return chain.queries().findHead().chain(head -> chain.findLargest(
                        FaucetPayment.fundingScript(),
                        head.orElseGet(ChainHead::atGenesis).nextHeight() - Coinbase.MATURITY)
                .map(coin -> coin.filter(found -> covers(found, amount))
                        .orElseThrow(() -> DevelopmentRefusal.FAUCET_EMPTY.refuse(
                                "The faucet holds no coin that large; ask for less.")))
                .map(coin -> FaucetPayment.of(coin, script, amount))
                .chain(payment -> chain.add(payment.transaction(), payment.fee(), request)
                        .replaceWith(payment.transaction().txid())));
    }

    private static boolean covers(ChainCoin coin, Satoshi amount) {
        return coin.output().amountSat() >= amount.value() + FaucetPayment.RESERVE.value();
    }

    private Uni<BlockPosition> mined(LockedChain chain, int count, Optional<String> request) {
        return chain.queries()
                .findHead()
                .map(head -> head.orElseGet(ChainHead::atGenesis))
                .chain(head -> chain.mempool().chain(waiting -> blocks(head, waiting, count)))
                .call(blocks -> chain.add(blocks, request))
                .map(blocks -> blocks.get(blocks.size() - 1).position());
    }

    private Uni<List<MinedBlock>> blocks(ChainHead head, List<PooledTransaction> waiting, int count) {
        long now = clock.instant().getEpochSecond();
        return workers.compute(() -> Miner.blocks(head, waiting, count, now));
    }

    /** A transaction and its confirmations. */
    public record Found(PlacedTransaction placed, int confirmations) {}
}
