package io.countersign.chain.dev.store;

import io.countersign.chain.BlockPosition;
import io.countersign.chain.dev.model.ChainCoin;
import io.countersign.chain.dev.model.ChainCoin.Spender;
import io.countersign.chain.dev.model.ChainHead;
import io.countersign.chain.dev.model.PlacedTransaction;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reads the development chain: as it stands, or within a transaction. */
@Dependent
public class ChainQueries {

    private static final String HEAD =
            """
            SELECT height, hash, time
              FROM development_block
             ORDER BY height DESC
             LIMIT 11
            """;

    /** Uses the primary keys. */
    private static final String TRANSACTION =
            """
            SELECT found.raw, found.height, block.hash
              FROM development_transaction found
              LEFT JOIN development_block block ON block.height = found.height
             WHERE found.txid = $1
            """;

    /** Uses the primary keys. A coin's relative lock in time is measured from the block before its own. */
    private static final String COINS =
            """
            SELECT coin.amount_sat, coin.script, coin.spent_by, spender.height AS spent_height,
                   maker.is_coinbase, maker.height, before.median_time_past
              FROM unnest($1::bytea[], $2::bigint[]) WITH ORDINALITY AS asked (txid, vout, place)
              LEFT JOIN development_coin coin ON coin.txid = asked.txid AND coin.vout = asked.vout
              LEFT JOIN development_transaction maker ON maker.txid = coin.txid
              LEFT JOIN development_block before ON before.height = maker.height - 1
              LEFT JOIN development_transaction spender ON spender.txid = coin.spent_by
             ORDER BY asked.place
            """;

    /** Uses the primary key. */
    private static final String MEDIAN_TIME_PAST =
            """
            SELECT median_time_past
              FROM development_block
             WHERE height = $1
            """;

    /** Uses development_coin_by_script. */
    private static final String PAID =
            """
            SELECT asked.script
              FROM unnest($1::bytea[]) AS asked (script)
             WHERE EXISTS (SELECT 1 FROM development_coin coin WHERE coin.script = asked.script)
            """;

    private final SqlClient client;

    @Inject
    ChainQueries(Pool pool) {
        this.client = pool;
    }

    ChainQueries(SqlClient client) {
        this.client = client;
    }

    /** The tip, or empty where the chain has not begun. */
    public Uni<Optional<ChainHead>> findHead() {
        return client.query(HEAD).execute().map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(head(rows)));
    }

    public Uni<Optional<PlacedTransaction>> findTransaction(Txid txid) {
        return client.preparedQuery(TRANSACTION)
                .execute(Tuple.of(Columns.buffer(txid)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ChainQueries::placed)
                        .findFirst());
    }

    /** The coins at {@code outpoints}, spent ones too, in their order. */
    public Uni<List<Optional<ChainCoin>>> coins(List<Outpoint> outpoints) {
        return client.preparedQuery(COINS)
                .execute(Tuple.of(
                        Columns.buffers(outpoints.stream()
                                .map(outpoint -> outpoint.txid().hash().bytes())
                                .toList()),
                        outpoints.stream().map(Outpoint::vout).toArray(Long[]::new)))
                .map(rows -> coins(outpoints, rows));
    }

    /** Of a block that is there. */
    public Uni<Long> medianTimePast(int height) {
        return client.preparedQuery(MEDIAN_TIME_PAST)
                .execute(Tuple.of((long) height))
                .map(rows -> rows.iterator().next().getLong("median_time_past"));
    }

    public Uni<Set<Bytes>> paidScripts(List<Bytes> scripts) {
        return client.preparedQuery(PAID)
                .execute(Tuple.of((Object) Columns.buffers(scripts)))
                .map(rows -> {
                    Set<Bytes> paid = new HashSet<>();
                    rows.forEach(row -> paid.add(Columns.bytes(row, "script")));
                    return paid;
                });
    }

    private static ChainHead head(RowSet<Row> rows) {
        Row tip = rows.iterator().next();
        List<Long> times = new ArrayList<>();
        rows.forEach(row -> times.add(row.getLong("time")));
        return new ChainHead(tip.getInteger("height"), Columns.blockHash(tip, "hash"), times);
    }

    private static PlacedTransaction placed(Row row) {
        Transaction transaction = Transaction.parse(Columns.bytes(row, "raw"));
        OptionalInt height = Columns.findInt(row, "height");
        return new PlacedTransaction(
                transaction,
                height.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new BlockPosition(height.getAsInt(), Columns.blockHash(row, "hash"))));
    }

    private static List<Optional<ChainCoin>> coins(List<Outpoint> outpoints, RowSet<Row> rows) {
        List<Optional<ChainCoin>> coins = new ArrayList<>();
        for (Row row : rows) {
            Outpoint outpoint = outpoints.get(coins.size());
            coins.add(row.getLong("amount_sat") == null ? Optional.empty() : Optional.of(coin(outpoint, row)));
        }
        return coins;
    }

    static ChainCoin coin(Outpoint outpoint, Row row) {
        Long medianTimeBefore = row.getLong("median_time_past");
        return new ChainCoin(
                outpoint,
                new TxOutput(row.getLong("amount_sat"), Columns.bytes(row, "script")),
                row.getBoolean("is_coinbase"),
                Columns.findInt(row, "height"),
                medianTimeBefore == null ? 0 : medianTimeBefore,
                Columns.findTxid(row, "spent_by").map(by -> new Spender(by, Columns.findInt(row, "spent_height"))));
    }
}
