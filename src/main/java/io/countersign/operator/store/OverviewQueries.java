package io.countersign.operator.store;

import io.countersign.operator.model.Overview;
import io.countersign.operator.model.Overview.Tally;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Counts over the tables of all features, in one statement, so that all are of one moment. */
@ApplicationScoped
public class OverviewQueries {

    /** Scans: it is asked by operators and by the metrics, a few times a minute, and counts small tables. */
    private static final String ALL =
            """
            SELECT 'wallet' AS part, state, count(*) AS number, min(created_at) AS oldest_at
              FROM wallet
             GROUP BY state
             UNION ALL
            SELECT 'proposal', standing.state, count(*), min(standing.created_at)
              FROM (SELECT CASE WHEN state = 'collecting' AND expires_at <= now() THEN 'expired' ELSE state END AS state,
                           created_at
                      FROM proposal) standing
             GROUP BY standing.state
             UNION ALL
            SELECT 'awaited', 'collecting', COALESCE(sum(GREATEST(0, open.threshold - open.signed)), 0), NULL
              FROM (SELECT proposal.threshold,
                           (SELECT count(*)
                              FROM (SELECT given.key_id
                                      FROM given_signature given
                                     WHERE given.proposal_id = proposal.id
                                     GROUP BY given.key_id
                                    HAVING count(DISTINCT given.input_index) =
                                           (SELECT count(*) FROM proposal_input WHERE proposal_id = proposal.id)) whole)
                           AS signed
                      FROM proposal
                     WHERE proposal.state = 'collecting'
                       AND proposal.expires_at > now()) open
             UNION ALL
            SELECT 'job', standing.state, count(*), min(standing.run_at)
              FROM (SELECT CASE WHEN leased_until > now() THEN 'running'
                                WHEN last_error IS NOT NULL THEN 'retrying'
                                ELSE 'waiting' END AS state,
                           run_at
                      FROM job) standing
             GROUP BY standing.state
             UNION ALL
            SELECT 'delivery', state, count(*), min(kept_since)
              FROM webhook_delivery
             GROUP BY state
             UNION ALL
            SELECT 'account', CASE WHEN disabled_at IS NOT NULL THEN 'disabled' WHEN is_operator THEN 'operator' ELSE 'member' END,
                   count(*), min(created_at)
              FROM account
             GROUP BY 2
             UNION ALL
            SELECT 'journal', head.epoch::text, head.size, NULL
              FROM journal_head head
             UNION ALL
            SELECT 'queue', 'queued', count(*), NULL
              FROM journal_queue
            """;

    private final Pool pool;

    OverviewQueries(Pool pool) {
        this.pool = pool;
    }

    public Uni<Overview> get() {
        return pool.query(ALL).execute().map(OverviewQueries::read);
    }

    private static Overview read(RowSet<Row> rows) {
        Map<String, Map<String, Tally>> parts = new HashMap<>();
        for (Row row : rows) {
            parts.computeIfAbsent(row.getString("part"), part -> new HashMap<>())
                    .put(
                            row.getString("state"),
                            new Tally(row.getLong("number"), OperatorRows.timeOrNull(row, "oldest_at")));
        }
        Map.Entry<String, Tally> journal =
                parts.getOrDefault("journal", Map.of()).entrySet().iterator().next();
        return new Overview(
                parts.getOrDefault("wallet", Map.of()),
                parts.getOrDefault("proposal", Map.of()),
                count(parts, "awaited", "collecting"),
                parts.getOrDefault("job", Map.of()),
                parts.getOrDefault("delivery", Map.of()),
                parts.getOrDefault("account", Map.of()),
                new Overview.Journal(
                        Integer.parseInt(journal.getKey()),
                        journal.getValue().count(),
                        count(parts, "queue", "queued")));
    }

    private static long count(Map<String, Map<String, Tally>> parts, String part, String state) {
        Tally tally = parts.getOrDefault(part, Map.of()).get(state);
        return tally == null ? 0 : tally.count();
    }
}
