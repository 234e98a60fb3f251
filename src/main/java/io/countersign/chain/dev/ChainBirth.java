package io.countersign.chain.dev;

import io.countersign.chain.dev.model.Miner;
import io.countersign.chain.dev.store.ChainQueries;
import io.countersign.chain.dev.store.ChainRepository;
import io.countersign.chain.dev.store.LockedChain;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Gives a new database its first blocks, once, before anything else is asked of the chain. */
@ApplicationScoped
public class ChainBirth {

    private final ChainQueries queries;
    private final ChainRepository repository;
    private final Clock clock;
    private volatile boolean isBorn;

    ChainBirth(ChainQueries queries, ChainRepository repository, Clock clock) {
        this.queries = queries;
        this.repository = repository;
        this.clock = clock;
    }

    /** Answers when there is a chain. */
    public Uni<Void> ensure() {
        return isBorn ? Uni.createFrom().voidItem() : bear().invoke(() -> isBorn = true);
    }

    private Uni<Void> bear() {
        return queries.findHead()
                .chain(head -> head.isPresent() ? Uni.createFrom().voidItem() : repository.lock(this::addFirstBlocks));
    }

    /** Another copy may have been faster. */
    private Uni<Void> addFirstBlocks(LockedChain chain) {
        return chain.queries()
                .findHead()
                .chain(head -> head.isPresent()
                        ? Uni.createFrom().voidItem()
                        : chain.addGenesis()
                                .chain(() -> chain.add(
                                        Miner.firstBlocks(clock.instant().getEpochSecond()), Optional.empty())));
    }
}
