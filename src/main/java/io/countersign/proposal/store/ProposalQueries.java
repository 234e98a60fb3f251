package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Txid;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Sessions;
import io.countersign.proposal.model.ProposalState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Questions about proposals. */
@ApplicationScoped
public class ProposalQueries {

    private static final String OPEN = "('collecting', 'finalized', 'broadcast')";

    private static final String WALLET_OF = "SELECT wallet_id FROM proposal WHERE id = $1";

    private static final String FROZEN = "SELECT psbt FROM frozen_psbt WHERE proposal_id = $1";

    /** Uses proposal_by_wallet. An overdue proposal counts as expired before that is written down. */
    private static final String PAGE =
            """
            SELECT id
              FROM proposal
             WHERE wallet_id = $1
               AND id < $2
               AND ($3::text IS NULL
                    OR CASE WHEN state = 'collecting' AND expires_at <= $4 THEN 'expired' ELSE state END = $3)
             ORDER BY id DESC
             LIMIT $5
            """;

    /** Uses proposal_by_txid. Within a transaction that has locked the wallet. */
    private static final String SAME_TRANSACTION =
            """
            SELECT id
              FROM ProposalEntity
             WHERE walletId = :wallet
               AND txid = :txid
               AND state IN %s
               AND (state <> 'collecting' OR expiresAt > :now)
            """
                    .formatted(OPEN);

    /** Uses proposal_input_by_coin. Within a transaction that has locked the wallet. */
    private static final String SAME_COINS =
            """
            SELECT coin.txid AS txid, coin.vout AS vout, proposal.id AS proposal
              FROM InputEntity coin, ProposalEntity proposal
             WHERE proposal.id = coin.proposalId
               AND coin.walletId = :wallet
               AND coin.txid IN :txids
               AND proposal.state IN %s
               AND (proposal.state <> 'collecting' OR proposal.expiresAt > :now)
             ORDER BY proposal.id
            """
                    .formatted(OPEN);

    private final Pool pool;
    private final Sessions sessions;

    ProposalQueries(Pool pool, Sessions sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    public Uni<WalletId> walletOf(ProposalId id) {
        return pool.preparedQuery(WALLET_OF).execute(Tuple.of(id.value())).map(rows -> {
            if (rows.size() == 0) {
                throw CommonRefusal.nothingHere();
            }
            return new WalletId(rows.iterator().next().getUUID("wallet_id"));
        });
    }

    public Uni<Bytes> frozenPsbt(ProposalId id) {
        return pool.preparedQuery(FROZEN)
                .execute(Tuple.of(id.value()))
                .map(rows -> Bytes.wrap(rows.iterator().next().getBuffer("psbt").getBytes()));
    }

    /** Ids of a wallet's proposals before {@code before}, newest first; of one state where it is given. */
    public Uni<List<ProposalId>> page(
            WalletId walletId, UUID before, Optional<ProposalState> state, java.time.Instant now, int limit) {
        Tuple arguments = Tuple.tuple()
                .addUUID(walletId.value())
                .addUUID(before)
                .addString(state.map(ProposalState::word).orElse(null))
                .addOffsetDateTime(now.atOffset(java.time.ZoneOffset.UTC))
                .addLong((long) limit);
        return pool.preparedQuery(PAGE).execute(arguments).map(rows -> {
            List<ProposalId> found = new ArrayList<>();
            for (Row row : rows) {
                found.add(new ProposalId(row.getUUID("id")));
            }
            return found;
        });
    }

    /** An open proposal of the wallet with this unsigned transaction. */
    public Uni<Optional<ProposalId>> openWith(WalletId walletId, Txid txid, java.time.Instant now) {
        return sessions.current()
                .chain(session -> session.createQuery(SAME_TRANSACTION, UUID.class)
                        .setParameter("wallet", walletId.value())
                        .setParameter("txid", txid.hash().toArray())
                        .setParameter("now", now)
                        .setMaxResults(1)
                        .getResultList())
                .map(found -> found.stream().findFirst().map(ProposalId::new));
    }

    /** Which of the coins open proposals of the wallet spend, and of each coin the oldest that does. */
    public Uni<Map<Outpoint, ProposalId>> openSpending(
            WalletId walletId, Collection<Outpoint> coins, java.time.Instant now) {
        List<byte[]> txids = coins.stream()
                .map(Outpoint::txid)
                .distinct()
                .map(txid -> txid.hash().toArray())
                .toList();
        return sessions.current()
                .chain(session -> session.createQuery(SAME_COINS, jakarta.persistence.Tuple.class)
                        .setParameter("wallet", walletId.value())
                        .setParameter("txids", txids)
                        .setParameter("now", now)
                        .getResultList())
                .map(rows -> {
                    Map<Outpoint, ProposalId> oldest = new HashMap<>();
                    rows.forEach(
                            row -> oldest.putIfAbsent(outpoint(row), new ProposalId(row.get("proposal", UUID.class))));
                    oldest.keySet().retainAll(Set.copyOf(coins));
                    return oldest;
                });
    }

    private static Outpoint outpoint(jakarta.persistence.Tuple row) {
        return new Outpoint(new Txid(Bytes32.of(row.get("txid", byte[].class))), row.get("vout", Long.class));
    }
}
