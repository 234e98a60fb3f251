package io.countersign.account.store;

import io.countersign.kernel.InvitationId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The first operator's invitation, in the transaction under way: there is at most one that is open, and it alone keeps its code. */
@ApplicationScoped
public class FirstInvitationStore {

    private static final String IS_OPEN = "sealed_code IS NOT NULL AND accepted_at IS NULL AND withdrawn_at IS NULL";

    private static final String FIND = "SELECT sealed_code FROM invitation WHERE " + IS_OPEN;

    private static final String ADD =
            """
            INSERT INTO invitation (id, code_hash, role, created_at, sealed_code)
            VALUES (:id, :hash, 'operator', :now, :sealed)
                ON CONFLICT DO NOTHING
            """;

    private static final String CHANGE =
            "UPDATE invitation SET code_hash = :hash, sealed_code = :sealed WHERE " + IS_OPEN;

    /** The lock that it takes makes two first operators come one after the other. */
    private static final String END =
            "UPDATE invitation SET withdrawn_at = :now, sealed_code = NULL WHERE " + IS_OPEN + " RETURNING id";

    /** Uses account_operators. */
    private static final String OPERATORS = "SELECT id FROM account WHERE is_operator LIMIT 1";

    private final NativeSql sql;

    FirstInvitationStore(NativeSql sql) {
        this.sql = sql;
    }

    public Uni<Boolean> hasOperator() {
        return sql.select(OPERATORS, UUID.class, Map.of()).map(rows -> !rows.isEmpty());
    }

    /** The code, sealed, while it can be used. */
    public Uni<Optional<byte[]>> sealedCode() {
        return sql.select(FIND, byte[].class, Map.of())
                .map(rows -> rows.stream().findFirst());
    }

    /** False where another copy of the server was faster. */
    public Uni<Boolean> add(InvitationId id, byte[] codeHash, byte[] sealedCode, Instant now) {
        return sql.execute(
                        ADD,
                        Map.of(
                                "id",
                                id.value(),
                                "hash",
                                codeHash,
                                "sealed",
                                sealedCode,
                                "now",
                                now.atOffset(ZoneOffset.UTC)))
                .map(added -> added == 1);
    }

    public Uni<Void> change(byte[] codeHash, byte[] sealedCode) {
        return sql.execute(CHANGE, Map.of("hash", codeHash, "sealed", sealedCode))
                .replaceWithVoid();
    }

    /** Ends it where it is open still, and tells which it was. */
    public Uni<Optional<InvitationId>> end(Instant now) {
        return sql.select(END, UUID.class, Map.of("now", now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream().findFirst().map(InvitationId::new));
    }
}
