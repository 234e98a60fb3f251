package io.countersign.cli;

import io.countersign.crypto.ec.Secp256k1;
import io.countersign.platform.config.DataDirectory;
import io.countersign.platform.config.DirectoryLock;
import io.countersign.platform.config.ServerConfig;
import io.countersign.platform.config.StartRefusedException;
import io.countersign.platform.db.DatabaseLocation;
import io.countersign.platform.db.Durability;
import io.countersign.platform.db.embedded.EmbeddedDatabase;
import io.countersign.platform.time.Sources;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import picocli.CommandLine.Command;

/** Runs the server: locks the data directory, finds or starts the database, refuses one that forgets, and then starts the rest. */
@Command(name = "serve", description = "Runs the server.", mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

    static final String DATABASE = "postgresql";

    private static final Logger LOG = Logger.getLogger(ServeCommand.class);

    @Override
    public Integer call() {
        requireCurve();
        Config config = ConfigProvider.getConfig();
        DatabaseSettings database = new DatabaseSettings(config);
        try (ServerRun run = new ServerRun()) {
            DataDirectory directory = dataDirectory(config);
            Optional<DatabaseLocation> external = database.external();
            if (directory.isWritable()) {
                run.closeAtTheEnd(DirectoryLock.take(directory));
            } else {
                requireNoNeedOf(directory, external.isPresent(), config);
            }
            DatabaseLocation location = external.orElseGet(() -> embedded(directory, run));
            Durability.require(location, database.driverProperties());
            run.closeAtTheEnd(database.publish(location));
            return run.untilStopped();
        }
    }

    /** Nothing is verified without it, and nothing stands in for it. */
    private static void requireCurve() {
        try {
            Secp256k1.requireLoaded();
        } catch (LinkageError | RuntimeException e) {
            throw new StartRefusedException(
                    "The native library libsecp256k1 can't be loaded on %s (%s): %s. It comes along for Linux and macOS on x86-64 and ARM64 and for Windows on x86-64, and is unpacked into the directory for temporary files, %s, which must be writable and may not be mounted noexec: -Djava.io.tmpdir names another one."
                            .formatted(
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    firstCause(e).getMessage(),
                                    System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    private static Throwable firstCause(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).reduce(e, (outer, inner) -> inner);
    }

    static DataDirectory dataDirectory(Config config) {
        return DataDirectory.at(config.getOptionalValue(ServerConfig.DATA_DIRECTORY, Path.class)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ServerConfig.DEFAULT_DATA_DIRECTORY)));
    }

    private static DatabaseLocation embedded(DataDirectory directory, ServerRun run) {
        EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve(DATABASE), Sources.randomness());
        run.closeAtTheEnd(database);
        return database.location();
    }

    private static void requireNoNeedOf(DataDirectory directory, boolean externalDatabase, Config config) {
        if (!externalDatabase
                || config.getOptionalValue(ServerConfig.KEY_ENCRYPTION_KEY, String.class)
                        .isEmpty()) {
            throw new StartRefusedException(
                    "The data directory %s can't be written. Make it writable, set %s to another one, or do without: with an external database and %s."
                            .formatted(directory.path(), ServerConfig.DATA_DIRECTORY, ServerConfig.KEY_ENCRYPTION_KEY));
        }
        LOG.warnf("The data directory %s can't be written. The server does without it.", directory.path());
    }
}
