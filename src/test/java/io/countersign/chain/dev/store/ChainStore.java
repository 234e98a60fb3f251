package io.countersign.chain.dev.store;

import io.vertx.mutiny.sqlclient.Pool;

/** The tables of the chain, through a pool of the test's own. */
public record ChainStore(ChainQueries queries, ChainRepository repository) {

    public static ChainStore of(Pool pool) {
        return new ChainStore(new ChainQueries(pool), new ChainRepository(pool));
    }
}
