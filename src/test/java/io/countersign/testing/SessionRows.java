package io.countersign.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Looks behind the server: makes a signing session one of before a restore. */
public final class SessionRows {

    private SessionRows() {}

    public static void moveToAnEarlierEpoch(String proposalId) {
        String sql = "UPDATE signing_session SET epoch = epoch - 1 WHERE proposal_id = ?";
        try (Connection connection = JournalRows.connect();
                var update = connection.prepareStatement(sql)) {
            update.setObject(1, UUID.fromString(proposalId));
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
