package io.countersign.cli;

import io.countersign.platform.config.DataDirectory;
import io.countersign.platform.config.DirectoryLock;
import io.countersign.platform.db.DatabaseLocation;
import io.countersign.platform.db.embedded.EmbeddedDatabase;
import io.countersign.platform.time.Sources;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.microprofile.config.Config;

/**
 * The server's database, for a command that runs beside the server or while it is stopped. The embedded one of a stopped server is
 * started, and stopped again; no server can start meanwhile.
 */
final class ServerDatabase implements AutoCloseable {

    private final DatabaseSettings settings;
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final DatabaseLocation location;

    private ServerDatabase(Config config) {
        settings = new DatabaseSettings(config);
        location = settings.external().orElseGet(() -> embedded(ServeCommand.dataDirectory(config)));
    }

    static ServerDatabase of(Config config) {
        return new ServerDatabase(config);
    }

    Connection connect() throws SQLException {
        return location.connect(settings.driverProperties());
    }

    private DatabaseLocation embedded(DataDirectory directory) {
        Path files = directory.resolve(ServeCommand.DATABASE);
        if (!EmbeddedDatabase.isIn(files)) {
            throw new CommandRefusedException(
                    "There is no database in %s yet. Start the server once, or name its directory or database as it is told."
                            .formatted(directory.path()));
        }
        return DirectoryLock.tryTake(directory)
                .map(lock -> started(lock, files))
                .or(() -> EmbeddedDatabase.findRunning(files))
                .orElseThrow(() -> new CommandRefusedException(
                        "The server of %s is only starting or stopping. Try again.".formatted(directory.path())));
    }

    private DatabaseLocation started(DirectoryLock lock, Path files) {
        toClose.push(lock);
        EmbeddedDatabase database = EmbeddedDatabase.start(files, Sources.randomness());
        toClose.push(database);
        return database.location();
    }

    @Override
    public void close() {
        try {
            while (!toClose.isEmpty()) {
                toClose.pop().close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("The database did not stop in order.", e);
        }
    }
}
