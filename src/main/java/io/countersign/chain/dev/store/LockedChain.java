package io.countersign.chain.dev.store;

import io.countersign.chain.BlockPosition;
import io.countersign.chain.dev.model.ChainCoin;
import io.countersign.chain.dev.model.MinedBlock;
import io.countersign.chain.dev.model.PooledTransaction;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.Txid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The chain while nobody else can change it. */
public final class LockedChain {

    /** Uses development_transaction_in_mempool. */
    private static final String MEMPOOL =
            """
            SELECT txid, witness_hash, weight, fee_sat
              FROM development_transaction
             WHERE height IS NULL
             ORDER BY arrival
            """;

    /** The largest coin that {@code $1} locks, of those whose age allows it to be spent. Uses development_coin_largest_unspent. */
    private static final String FUNDING =
            """
            SELECT coin.txid, coin.vout, coin.amount_sat, coin.script, coin.spent_by, NULL::integer AS spent_height,
                   maker.is_coinbase, maker.height, NULL::bigint AS median_time_past
              FROM development_coin coin
              JOIN development_transaction maker ON maker.txid = coin.txid
             WHERE coin.spent_by IS NULL
               AND coin.script = $1
               AND (NOT maker.is_coinbase OR maker.height <= $2)
             ORDER BY coin.amount_sat DESC
             LIMIT 1
            """;

    /** Uses development_transaction_by_request. */
    private static final String REQUESTED_TRANSACTION =
            """
            SELECT txid
              FROM development_transaction
             WHERE request = $1
               AND made_at > now() - INTERVAL '24 hours'
            """;

    /** Uses development_block_by_request. */
    private static final String REQUESTED_BLOCK =
            """
            SELECT height, hash
              FROM development_block
             WHERE request = $1
               AND made_at > now() - INTERVAL '24 hours'
            """;

    private final SqlConnection connection;
    private final ChainQueries queries;

    LockedChain(SqlConnection connection) {
        this.connection = connection;
        this.queries = new ChainQueries(connection);
    }

    public ChainQueries queries() {
        return queries;
    }

    /** What waits for a block, the earliest first. */
    public Uni<List<PooledTransaction>> mempool() {
        return connection.query(MEMPOOL).execute().map(rows -> {
            List<PooledTransaction> waiting = new ArrayList<>();
            rows.forEach(row -> waiting.add(new PooledTransaction(
                    Columns.txid(row, "txid"),
                    new Bytes32(Columns.bytes(row, "witness_hash")),
                    row.getInteger("weight"),
                    Satoshi.of(row.getLong("fee_sat")))));
            return waiting;
        });
    }

    /** The largest coin locked by {@code script}; coinbases only up to {@code matureHeight}. */
    public Uni<Optional<ChainCoin>> findLargest(Bytes script, int matureHeight) {
        return connection
                .preparedQuery(FUNDING)
                .execute(Tuple.of(Columns.buffer(script), matureHeight))
                .map(rows -> first(rows)
                        .map(row ->
                                ChainQueries.coin(new Outpoint(Columns.txid(row, "txid"), row.getLong("vout")), row)));
    }

    /** The transaction that was made for the idempotent request before. */
    public Uni<Optional<Txid>> findMadeFor(String request) {
        return connection
                .preparedQuery(REQUESTED_TRANSACTION)
                .execute(Tuple.of(request))
                .map(rows -> first(rows).map(row -> Columns.txid(row, "txid")));
    }

    /** The last of the blocks that were made for the idempotent request before. */
    public Uni<Optional<BlockPosition>> findMinedFor(String request) {
        return connection
                .preparedQuery(REQUESTED_BLOCK)
                .execute(Tuple.of(request))
                .map(rows -> first(rows)
                        .map(row -> new BlockPosition(row.getInteger("height"), Columns.blockHash(row, "hash"))));
    }

    /** Puts a transaction into the mempool and takes the coins that it spends. */
    public Uni<Void> add(Transaction transaction, Satoshi fee, Optional<String> request) {
        return new ChainInserts(connection).pooled(transaction, fee, request);
    }

    /** Puts blocks on the tip; the transactions that they name leave the mempool. */
    public Uni<Void> add(List<MinedBlock> blocks, Optional<String> request) {
        return new ChainInserts(connection).blocks(blocks, request);
    }

    /** The block that all others follow. */
    public Uni<Void> addGenesis() {
        return new ChainInserts(connection).genesis();
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst();
    }
}
