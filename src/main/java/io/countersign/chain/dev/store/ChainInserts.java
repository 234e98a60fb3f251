package io.countersign.chain.dev.store;

import io.countersign.chain.dev.model.BlockHeader;
import io.countersign.chain.dev.model.ChainHead;
import io.countersign.chain.dev.model.MinedBlock;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements that write the chain's rows, many rows at once. */
final class ChainInserts {

    private static final String BLOCKS =
            """
            INSERT INTO development_block (height, hash, header, time, median_time_past)
            SELECT * FROM unnest($1::integer[], $2::bytea[], $3::bytea[], $4::bigint[], $5::bigint[])
            """;

    private static final String NAME_REQUEST = "UPDATE development_block SET request = $2 WHERE height = $1";

    private static final String COINBASES =
            """
            INSERT INTO development_transaction (txid, witness_hash, raw, weight, fee_sat, is_coinbase, height, position)
            SELECT txid, witness_hash, raw, weight, 0, TRUE, height, 0
              FROM unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::integer[], $5::integer[])
                   AS made (txid, witness_hash, raw, weight, height)
            """;

    private static final String CONFIRM =
            """
            UPDATE development_transaction waiting
               SET height = mined.height,
                   position = mined.position
              FROM unnest($1::bytea[], $2::integer[], $3::integer[]) AS mined (txid, height, position)
             WHERE waiting.txid = mined.txid
            """;

    private static final String POOLED =
            """
            INSERT INTO development_transaction (txid, witness_hash, raw, weight, fee_sat, is_coinbase, request)
            VALUES ($1, $2, $3, $4, $5, FALSE, $6)
            """;

    private static final String COINS =
            """
            INSERT INTO development_coin (txid, vout, amount_sat, script)
            SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[])
            """;

    private static final String SPEND =
            """
            UPDATE development_coin coin
               SET spent_by = $1
              FROM unnest($2::bytea[], $3::bigint[]) AS taken (txid, vout)
             WHERE coin.txid = taken.txid
               AND coin.vout = taken.vout
            """;

    private static final int OP_RETURN = 0x6a;
    private static final int LONGEST_SCRIPT = 10_000;

    private final SqlConnection connection;

    ChainInserts(SqlConnection connection) {
        this.connection = connection;
    }

    Uni<Void> genesis() {
        BlockHeader genesis = BlockHeader.genesis();
        ChainHead head = ChainHead.atGenesis();
        return run(
                BLOCKS,
                new Integer[] {head.height()},
                new Buffer[] {Columns.buffer(head.hash().hash().bytes())},
                new Buffer[] {Columns.buffer(genesis.serialize())},
                new Long[] {genesis.time()},
                new Long[] {head.medianTimePast()});
    }

    Uni<Void> blocks(List<MinedBlock> blocks, Optional<String> request) {
        List<Transaction> coinbases = blocks.stream().map(MinedBlock::coinbase).toList();
        Integer[] heights = blocks.stream().map(block -> block.head().height()).toArray(Integer[]::new);
        return run(
                        BLOCKS,
                        heights,
                        buffers(blocks, block -> block.head().hash().hash().bytes()),
                        buffers(blocks, block -> block.header().serialize()),
                        longs(blocks, block -> block.header().time()),
                        longs(blocks, block -> block.head().medianTimePast()))
                .chain(() -> run(
                        COINBASES,
                        buffers(coinbases, coinbase -> coinbase.txid().hash().bytes()),
                        buffers(coinbases, coinbase -> coinbase.wtxid().hash().bytes()),
                        buffers(coinbases, Transaction::serialize),
                        coinbases.stream().map(Transaction::weight).toArray(Integer[]::new),
                        heights))
                .chain(() -> coins(coinbases))
                .chain(() -> confirm(blocks))
                .chain(() -> nameRequest(heights[heights.length - 1], request));
    }

    Uni<Void> pooled(Transaction transaction, Satoshi fee, Optional<String> request) {
        List<Outpoint> spent = transaction.outpoints();
        return run(
                        POOLED,
                        Columns.buffer(transaction.txid()),
                        Columns.buffer(transaction.wtxid()),
                        Columns.buffer(transaction.serialize()),
                        transaction.weight(),
                        fee.value(),
                        request.orElse(null))
                .chain(() -> coins(List.of(transaction)))
                .chain(() -> run(
                        SPEND,
                        Columns.buffer(transaction.txid()),
                        buffers(spent, outpoint -> outpoint.txid().hash().bytes()),
                        longs(spent, Outpoint::vout)));
    }

    /** Outputs that nobody can ever spend make no coin, as in Bitcoin Core's UTXO set. */
    private Uni<Void> coins(List<Transaction> makers) {
        List<Txid> txids = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        List<TxOutput> outputs = new ArrayList<>();
        for (Transaction maker : makers) {
            Txid txid = maker.txid();
            for (int vout = 0; vout < maker.outputs().size(); vout++) {
                if (isSpendable(maker.outputs().get(vout).script())) {
                    txids.add(txid);
                    places.add((long) vout);
                    outputs.add(maker.outputs().get(vout));
                }
            }
        }
        return run(
                COINS,
                buffers(txids, txid -> txid.hash().bytes()),
                places.toArray(Long[]::new),
                longs(outputs, TxOutput::amountSat),
                buffers(outputs, TxOutput::script));
    }

    private Uni<Void> confirm(List<MinedBlock> blocks) {
        List<Buffer> txids = new ArrayList<>();
        List<Integer> heights = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (MinedBlock block : blocks) {
            int position = 1;
            for (Txid txid : block.txids()) {
                txids.add(Columns.buffer(txid));
                heights.add(block.head().height());
                positions.add(position++);
            }
        }
        return run(
                CONFIRM,
                txids.toArray(Buffer[]::new),
                heights.toArray(Integer[]::new),
                positions.toArray(Integer[]::new));
    }

    private Uni<Void> nameRequest(int height, Optional<String> request) {
        return request.map(name -> run(NAME_REQUEST, height, name))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static boolean isSpendable(Bytes script) {
        return script.size() <= LONGEST_SCRIPT && (script.isEmpty() || script.at(0) != OP_RETURN);
    }

    private Uni<Void> run(String sql, @Nullable Object... values) {
        return connection.preparedQuery(sql).execute(Tuple.from(values)).replaceWithVoid();
    }

    private static <T> Buffer[] buffers(List<T> from, Function<T, Bytes> column) {
        return from.stream().map(column).map(Columns::buffer).toArray(Buffer[]::new);
    }

    private static <T> Long[] longs(List<T> from, Function<T, Long> column) {
        return from.stream().map(column).toArray(Long[]::new);
    }
}
