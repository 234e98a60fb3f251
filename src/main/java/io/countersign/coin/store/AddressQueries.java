package io.countersign.coin.store;

import io.countersign.coin.model.IssuedAddress;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.WalletId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Reads of addresses. */
@ApplicationScoped
public class AddressQueries {

    /** Uses the primary key of issued_address. */
    private static final String PAGE =
            """
            SELECT branch, address_index, address, script, label
              FROM issued_address
             WHERE wallet_id = $1
               AND (branch, address_index) > ($2, $3)
             ORDER BY branch, address_index
             LIMIT $4
            """;

    /** Uses the primary key of issued_address. */
    private static final String ONE =
            """
            SELECT branch, address_index, address, script, label
              FROM issued_address
             WHERE wallet_id = $1
               AND branch = $2
               AND address_index = $3
            """;

    private static final String NEXT_INDEX =
            "SELECT next_index FROM address_counter WHERE wallet_id = $1 AND branch = $2";

    private final Pool pool;

    AddressQueries(Pool pool) {
        this.pool = pool;
    }

    public Uni<List<IssuedAddress>> page(WalletId walletId, int afterBranch, long afterIndex, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(walletId.value(), afterBranch, afterIndex, (long) limit))
                .map(AddressQueries::read);
    }

    /** The address at a branch and index, or nothing where it was never given out. */
    public Uni<List<IssuedAddress>> find(WalletId walletId, int branch, long index) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(walletId.value(), branch, index))
                .map(AddressQueries::read);
    }

    /** The next index of a branch; 0 where none was drawn yet. */
    public Uni<Long> nextIndex(WalletId walletId, int branch) {
        return pool.preparedQuery(NEXT_INDEX)
                .execute(Tuple.of(walletId.value(), branch))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong("next_index"));
    }

    private static List<IssuedAddress> read(RowSet<Row> rows) {
        List<IssuedAddress> addresses = new ArrayList<>();
        for (Row row : rows) {
            addresses.add(new IssuedAddress(
                    row.getInteger("branch"),
                    row.getLong("address_index"),
                    row.getString("address"),
                    Bytes.wrap(row.getBuffer("script").getBytes()),
                    row.getString("label")));
        }
        return addresses;
    }
}
