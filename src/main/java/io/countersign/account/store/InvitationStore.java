package io.countersign.account.store;

import io.countersign.account.model.Invitation;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.InvitationId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invitations. Their codes are kept as hashes. */
@ApplicationScoped
public class InvitationStore {

    private static final String COLUMNS =
            "id, role, wallet_id, key_id, created_by, created_at, expires_at, accepted_at, withdrawn_at, sealed_code";

    private static final String BY_ID = "SELECT %s FROM invitation WHERE id = $1".formatted(COLUMNS);

    /** Uses the unique index of code_hash. */
    private static final String BY_CODE = "SELECT %s FROM invitation WHERE code_hash = $1".formatted(COLUMNS);

    private static final String FIRST =
            "SELECT sealed_code FROM invitation WHERE sealed_code IS NOT NULL AND accepted_at IS NULL";

    private static final String HAS_OPERATOR = "SELECT 1 FROM account WHERE is_operator LIMIT 1";

    private static final String ADD =
            """
            INSERT INTO invitation (id, code_hash, role, wallet_id, key_id, created_by, created_at, expires_at)
            VALUES (:id, :hash, :role, CAST(NULLIF(:wallet, '') AS UUID), CAST(NULLIF(:key, '') AS UUID), :by, :now, :end)
            """;

    /** Of two that accept at once one changes the row. */
    private static final String ACCEPT =
            """
            UPDATE invitation
               SET accepted_by = :account, accepted_at = :now, sealed_code = NULL
             WHERE code_hash = :hash
               AND accepted_at IS NULL
               AND withdrawn_at IS NULL
               AND (expires_at IS NULL OR expires_at > :now)
            """;

    private static final String WITHDRAW =
            """
            UPDATE invitation
               SET withdrawn_at = :now
             WHERE id = :id
               AND accepted_at IS NULL
               AND withdrawn_at IS NULL
            """;

    private static final String ADD_FIRST =
            """
            INSERT INTO invitation (id, code_hash, role, created_at, sealed_code)
            VALUES ($1, $2, 'operator', $3, $4)
                ON CONFLICT DO NOTHING
            """;

    private static final String CHANGE_FIRST =
            "UPDATE invitation SET code_hash = $1, sealed_code = $2 WHERE sealed_code IS NOT NULL AND accepted_at IS NULL";

    private final Pool pool;
    private final Sessions sessions;

    InvitationStore(Pool pool, Sessions sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    public Uni<Optional<Invitation>> find(InvitationId id) {
        return pool.preparedQuery(BY_ID).execute(Tuple.of(id.value())).map(InvitationStore::read);
    }

    public Uni<Optional<Invitation>> findByCode(byte[] codeHash) {
        return pool.preparedQuery(BY_CODE).execute(Tuple.of(buffer(codeHash))).map(InvitationStore::read);
    }

    public Uni<Void> add(Invitation invitation, byte[] codeHash) {
        return sessions.current()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter("id", invitation.id().value())
                        .setParameter("hash", codeHash)
                        .setParameter("role", invitation.role())
                        .setParameter("wallet", textOf(invitation.walletId()))
                        .setParameter("key", textOf(invitation.keyId()))
                        .setParameter("by", uuidOf(invitation.createdBy()))
                        .setParameter("now", invitation.createdAt().atOffset(ZoneOffset.UTC))
                        .setParameter("end", endOf(invitation))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** True where the invitation was open until now and is the account's from now on. */
    public Uni<Boolean> accept(byte[] codeHash, AccountId account, Instant now) {
        return sessions.current()
                .chain(session -> session.createNativeQuery(ACCEPT)
                        .setParameter("account", account.value())
                        .setParameter("now", now.atOffset(ZoneOffset.UTC))
                        .setParameter("hash", codeHash)
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    public Uni<Boolean> withdraw(InvitationId id, Instant now) {
        return sessions.current()
                .chain(session -> session.createNativeQuery(WITHDRAW)
                        .setParameter("now", now.atOffset(ZoneOffset.UTC))
                        .setParameter("id", id.value())
                        .executeUpdate())
                .map(changed -> changed == 1);
    }

    public Uni<Boolean> hasOperator() {
        return pool.query(HAS_OPERATOR).execute().map(rows -> rows.size() > 0);
    }

    /** The first operator's code, sealed, while it has not been used. */
    public Uni<Optional<byte[]>> firstSealedCode() {
        return pool.query(FIRST)
                .execute()
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(
                                rows.iterator().next().getBuffer("sealed_code").getBytes()));
    }

    public Uni<Void> addFirst(UUID id, byte[] codeHash, byte[] sealedCode, Instant now) {
        return pool.preparedQuery(ADD_FIRST)
                .execute(Tuple.of(id, buffer(codeHash), now.atOffset(ZoneOffset.UTC), buffer(sealedCode)))
                .replaceWithVoid();
    }

    public Uni<Void> changeFirst(byte[] codeHash, byte[] sealedCode) {
        return pool.preparedQuery(CHANGE_FIRST)
                .execute(Tuple.of(buffer(codeHash), buffer(sealedCode)))
                .replaceWithVoid();
    }

    private static Object buffer(byte[] bytes) {
        return io.vertx.core.buffer.Buffer.buffer(bytes);
    }

    private static Optional<Invitation> read(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        UUID wallet = row.getUUID("wallet_id");
        UUID key = row.getUUID("key_id");
        UUID by = row.getUUID("created_by");
        return Optional.of(new Invitation(
                new InvitationId(row.getUUID("id")),
                row.getString("role"),
                wallet == null ? null : new WalletId(wallet),
                key == null ? null : new KeyId(key),
                by == null ? null : new AccountId(by),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("expires_at")),
                instant(row.getOffsetDateTime("accepted_at")),
                instant(row.getOffsetDateTime("withdrawn_at"))));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static String textOf(@Nullable Object id) {
        return id == null ? "" : id.toString();
    }

    private static UUID uuidOf(@Nullable AccountId id) {
        if (id == null) {
            throw new IllegalArgumentException("only the first invitation has no creator");
        }
        return id.value();
    }

    private static OffsetDateTime endOf(Invitation invitation) {
        Instant end = invitation.expiresAt();
        if (end == null) {
            throw new IllegalArgumentException("only the first invitation has no end");
        }
        return end.atOffset(ZoneOffset.UTC);
    }
}
