package io.countersign.account;

import io.countersign.account.model.Invitation;
import io.countersign.journal.OutsideJournal;
import io.countersign.kernel.EventType;
import io.countersign.kernel.InvitationId;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;

/** An operator's invitation that is made from outside the server, by who has its database in hand. It has no creator. */
public final class OperatorInvitation {

    private static final String ADD =
            "INSERT INTO invitation (id, code_hash, role, created_at, expires_at) VALUES (?, ?, ?, ?, ?)";

    private OperatorInvitation() {}

    /** Makes one in a transaction of its own, together with its journal entry. */
    public static Made make(Connection database, Ids ids, Randomness randomness, Instant now) throws SQLException {
        String code = HexFormat.of().formatHex(randomness.bytes(InvitationService.CODE_BYTES));
        Instant end = now.plus(Invitation.LIFETIME);
        Invitation invitation = new Invitation(
                new InvitationId(ids.next()), Invitation.OPERATOR, null, null, null, now, end, null, null);
        database.setAutoCommit(false);
        try (PreparedStatement row = database.prepareStatement(ADD)) {
            row.setObject(1, invitation.id().value());
            row.setBytes(2, Secrets.hash(code));
            row.setString(3, invitation.role());
            row.setObject(4, now.atOffset(ZoneOffset.UTC));
            row.setObject(5, end.atOffset(ZoneOffset.UTC));
            row.executeUpdate();
        }
        OutsideJournal.append(database, ids, randomness, invitation.event(EventType.INVITATION_CREATED), now);
        database.commit();
        return new Made(code, end);
    }

    /** The code, which is stored nowhere, and until when it serves. */
    public record Made(String code, Instant expiresAt) {}
}
