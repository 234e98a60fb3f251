package io.countersign.journal.store;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.TreeNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The hashes of the journal's Merkle tree: leaves stand in {@code journal_sequence}, complete inner nodes in {@code journal_node}. */
@ApplicationScoped
public class TreeQueries {

    /** Uses both primary keys. */
    private static final String HASHES =
            """
            SELECT node.level, node.position, node.hash
              FROM unnest($1::integer[], $2::bigint[]) wanted (level, position)
              JOIN journal_node node ON node.level = wanted.level AND node.position = wanted.position
             UNION ALL
            SELECT 0, leaf.sequence - 1, leaf.entry_hash
              FROM journal_sequence leaf
             WHERE leaf.sequence = ANY($3)
            """;

    private static final String ADD =
            """
            INSERT INTO journal_node (level, position, hash)
            SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bytea[])
            """;

    private final Pool pool;

    TreeQueries(Pool pool) {
        this.pool = pool;
    }

    /** The hashes of {@code nodes}, which must all be complete. */
    public Uni<Map<TreeNode, Bytes32>> hashes(Collection<TreeNode> nodes) {
        return hashes(pool, nodes);
    }

    /** The same on a connection of one's own. */
    public static Uni<Map<TreeNode, Bytes32>> hashes(SqlClient client, Collection<TreeNode> nodes) {
        if (nodes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<TreeNode> inner = nodes.stream().filter(node -> node.level() > 0).toList();
        Tuple wanted = Tuple.of(
                inner.stream().map(TreeNode::level).toArray(Integer[]::new),
                inner.stream().map(TreeNode::position).toArray(Long[]::new),
                nodes.stream()
                        .filter(node -> node.level() == 0)
                        .map(leaf -> leaf.position() + 1)
                        .toArray(Long[]::new));
        return client.preparedQuery(HASHES).execute(wanted).map(rows -> {
            Map<TreeNode, Bytes32> hashes = new HashMap<>();
            for (Row row : rows) {
                hashes.put(
                        new TreeNode(row.getInteger(0), row.getLong(1)),
                        Bytes32.wrap(row.getBuffer(2).getBytes()));
            }
            if (hashes.size() != nodes.size()) {
                throw new IllegalStateException("the journal's tree lacks %d of %d hashes"
                        .formatted(nodes.size() - hashes.size(), nodes.size()));
            }
            return hashes;
        });
    }

    static Uni<Void> add(SqlClient client, Map<TreeNode, Bytes32> nodes) {
        if (nodes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<TreeNode> order = List.copyOf(nodes.keySet());
        Tuple rows = Tuple.of(
                order.stream().map(TreeNode::level).toArray(Integer[]::new),
                order.stream().map(TreeNode::position).toArray(Long[]::new),
                order.stream()
                        .map(node -> Buffer.buffer(java.util.Objects.requireNonNull(nodes.get(node))
                                        .toArray())
                                .getDelegate())
                        .toArray(io.vertx.core.buffer.Buffer[]::new));
        return client.preparedQuery(ADD).execute(rows).replaceWithVoid();
    }
}
