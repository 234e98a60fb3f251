package io.countersign.platform.db;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** The one row by which a key-encryption key is recognized. Blocking: used before the server takes requests. */
@Singleton
public class KeyEncryptionCheck {

    private static final String FIND =
            """
            SELECT sealed
              FROM key_encryption_check
            """;

    private static final String INSERT =
            """
            INSERT INTO key_encryption_check (sealed)
            VALUES (?)
            ON CONFLICT DO NOTHING
            """;

    private final DataSource database;

    public KeyEncryptionCheck(DataSource database) {
        this.database = database;
    }

    public Optional<byte[]> find() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIND);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("The key-encryption check can't be read.", e);
        }
    }

    /** False if there is one already, which then stays. */
    public boolean insert(byte[] sealed) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setBytes(1, sealed);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("The key-encryption check can't be stored.", e);
        }
    }
}
