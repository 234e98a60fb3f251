package io.countersign.account.store;

import io.countersign.account.model.Invitation;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.InvitationId;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Sessions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Invitations, in the session under way. Their codes are kept as hashes. The row of an invitation is locked before memberships. */
@ApplicationScoped
public class InvitationStore {

    /** How long an invitation that serves no more can still be looked at. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String BY_CODE = "FROM InvitationEntity WHERE codeHash = :hash";

    /** Uses invitation_by_wallet. */
    private static final String OPEN_OF =
            """
             FROM InvitationEntity
            WHERE walletId = :wallet
              AND createdBy = :creator
              AND acceptedAt IS NULL
              AND withdrawnAt IS NULL
              AND expiresAt > :now
            """;

    /** Uses the primary key of membership. The lock makes the owner's removal wait for the acceptance, or the other way around. */
    private static final String IS_OWNER =
            """
            SELECT member.account_id
              FROM membership member
              JOIN account owner ON owner.id = member.account_id
             WHERE member.wallet_id = :wallet
               AND member.account_id = :creator
               AND member.role = 'owner'
               AND owner.disabled_at IS NULL
               FOR SHARE OF member
            """;

    private static final String IS_OPERATOR =
            "SELECT id FROM account WHERE id = :creator AND is_operator AND disabled_at IS NULL";

    /** Uses invitation_over. */
    private static final String FORGET =
            "DELETE FROM invitation WHERE least(accepted_at, withdrawn_at, expires_at) < $1";

    private final Pool pool;
    private final Sessions sessions;
    private final NativeSql sql;

    InvitationStore(Pool pool, Sessions sessions, NativeSql sql) {
        this.pool = pool;
        this.sessions = sessions;
        this.sql = sql;
    }

    public Uni<Optional<Invitation>> find(InvitationId id) {
        return sessions.current()
                .chain(session -> session.find(InvitationEntity.class, id.value()))
                .map(InvitationStore::toModel);
    }

    public Uni<Optional<Invitation>> findByCode(byte[] codeHash) {
        return sessions.current()
                .chain(session -> byCode(session, codeHash).getSingleResultOrNull())
                .map(InvitationStore::toModel);
    }

    public Uni<Void> add(Invitation invitation, byte[] codeHash) {
        return sessions.current().chain(session -> session.persist(InvitationEntity.of(invitation, codeHash)));
    }

    public Uni<Optional<Invitation>> lock(InvitationId id) {
        return sessions.current()
                .chain(session -> session.find(InvitationEntity.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .map(InvitationStore::toModel);
    }

    /** The invitation of a code under its row's lock: of two that accept at once the second sees it accepted. */
    public Uni<Optional<Invitation>> lockByCode(byte[] codeHash) {
        return sessions.current()
                .chain(session -> byCode(session, codeHash)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getSingleResultOrNull())
                .map(InvitationStore::toModel);
    }

    /** Whether who made the invitation could make it still; locked for a wallet's. One that the server made itself stays right. */
    public Uni<Boolean> isCreatorEntitled(Invitation invitation) {
        AccountId creator = invitation.createdBy();
        if (creator == null) {
            return Uni.createFrom().item(true);
        }
        WalletId walletId = invitation.walletId();
        return (walletId == null
                        ? sql.select(IS_OPERATOR, UUID.class, Map.of("creator", creator.value()))
                        : sql.select(
                                IS_OWNER, UUID.class, Map.of("creator", creator.value(), "wallet", walletId.value())))
                .map(rows -> !rows.isEmpty());
    }

    /** Makes an invitation that is locked the account's. */
    public Uni<Void> accept(InvitationId id, AccountId account, Instant now) {
        return sessions.current()
                .chain(session -> session.find(InvitationEntity.class, id.value())
                        .invoke(row -> row.accept(account, now))
                        .call(session::flush))
                .replaceWithVoid();
    }

    /** Withdraws an invitation that is locked. */
    public Uni<Void> withdraw(InvitationId id, Instant now) {
        return sessions.current()
                .chain(session -> session.find(InvitationEntity.class, id.value()))
                .invoke(row -> row.withdraw(now))
                .replaceWithVoid();
    }

    /** Withdraws the open invitations into a wallet that an account has made, and tells which they were. */
    public Uni<List<Invitation>> withdrawAllOf(AccountId creator, WalletId walletId, Instant now) {
        return sessions.current()
                .chain(session -> session.createQuery(OPEN_OF, InvitationEntity.class)
                        .setParameter("creator", creator.value())
                        .setParameter("wallet", walletId.value())
                        .setParameter("now", now)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList())
                .invoke(rows -> rows.forEach(row -> row.withdraw(now)))
                .map(rows -> rows.stream().map(InvitationEntity::toModel).toList());
    }

    /** Forgets what has not served for a month. */
    public Uni<Void> forgetOver(Instant now) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(now.minus(KEPT).atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Mutiny.SelectionQuery<InvitationEntity> byCode(Mutiny.Session session, byte[] codeHash) {
        return session.createQuery(BY_CODE, InvitationEntity.class).setParameter("hash", codeHash);
    }

    private static Optional<Invitation> toModel(@Nullable InvitationEntity row) {
        return Optional.ofNullable(row).map(InvitationEntity::toModel);
    }
}
