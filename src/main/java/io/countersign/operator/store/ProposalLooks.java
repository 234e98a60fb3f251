package io.countersign.operator.store;

import io.countersign.kernel.KeyId;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import io.countersign.operator.model.ProposalLook;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proposals as operators see them: no amount, address, memo or PSBT is even read. */
@ApplicationScoped
public class ProposalLooks {

    /** Uses the primary keys of proposal and, by proposal, the unique indexes of its parts and of job. */
    private static final String PAGE =
            """
            SELECT listed.*,
                   (SELECT max(signed_at) FROM given_signature WHERE proposal_id = listed.id) AS signed_at,
                   ARRAY(SELECT key_id
                           FROM given_signature
                          WHERE proposal_id = listed.id
                          GROUP BY key_id
                         HAVING count(DISTINCT input_index) =
                                (SELECT count(*) FROM proposal_input WHERE proposal_id = listed.id)) AS signed,
                   ARRAY(SELECT key_id FROM rejection WHERE proposal_id = listed.id
                          UNION
                         SELECT id FROM cosigner_key WHERE wallet_id = listed.wallet_id AND state = 'compromised')
                   AS unable,
                   job.id AS job_id, job.kind, job.subject, job.run_at, job.attempts, job.last_error,
                   job.leased_until > now() AS is_running
              FROM (SELECT id, wallet_id, created_at, expires_at, threshold, key_ids, failure_reason,
                           CASE WHEN state = 'collecting' AND expires_at <= now() THEN 'expired' ELSE state END AS state
                      FROM proposal) listed
              LEFT JOIN job ON job.kind = 'broadcast' AND job.subject = listed.id
             WHERE listed.id < $1
               AND ($2::text IS NULL OR listed.state = $2)
               AND (NOT $3 OR listed.state IN ('collecting', 'finalized', 'broadcast', 'failed'))
             ORDER BY listed.id DESC
             LIMIT $4
            """;

    private final Pool pool;

    ProposalLooks(Pool pool) {
        this.pool = pool;
    }

    /** Proposals before {@code before}, newest first; {@code mayBeStuck} leaves out those that have ended well. */
    public Uni<List<ProposalLook>> page(UUID before, @Nullable String state, boolean mayBeStuck, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(before, state, mayBeStuck, (long) limit))
                .map(ProposalLooks::read);
    }

    private static List<ProposalLook> read(RowSet<Row> rows) {
        List<ProposalLook> looks = new ArrayList<>();
        for (Row row : rows) {
            looks.add(new ProposalLook(
                    new ProposalId(row.getUUID("id")),
                    new WalletId(row.getUUID("wallet_id")),
                    row.getString("state"),
                    OperatorRows.time(row, "created_at"),
                    OperatorRows.time(row, "expires_at"),
                    OperatorRows.time(row, row.getValue("signed_at") == null ? "created_at" : "signed_at"),
                    row.getInteger("threshold"),
                    Arrays.stream(row.getString("key_ids").split(","))
                            .map(KeyId::fromString)
                            .toList(),
                    OperatorRows.ids(row, "signed", KeyId::new),
                    OperatorRows.ids(row, "unable", KeyId::new),
                    row.getString("failure_reason"),
                    row.getUUID("job_id") == null ? null : JobLooks.read(row, "job_id")));
        }
        return looks;
    }
}
