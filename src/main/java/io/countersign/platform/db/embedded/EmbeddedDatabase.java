package io.countersign.platform.db.embedded;

import io.countersign.platform.config.PrivateFiles;
import io.countersign.platform.config.StartRefusedException;
import io.countersign.platform.db.DatabaseLocation;
import io.countersign.platform.db.embedded.PostgresPrograms.FailedException;
import io.countersign.platform.time.Randomness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/**
 * A durable PostgreSQL of this server's own: on loopback only, behind a random password, its files in one directory. It is started
 * again when it dies, and stopped by {@link #close}. The directory must be locked by the caller.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);
    private static final String CLUSTER = "cluster";
    private static final String PASSWORD = "password";
    private static final int PASSWORD_SIZE = 32;
    private static final int ATTEMPTS = 5;

    private final Cluster cluster;
    private final String password;
    private final int port;
    private boolean closing;

    private EmbeddedDatabase(Cluster cluster, String password) {
        this.cluster = cluster;
        this.password = password;
        this.port = startAt(EmbeddedDatabase::freePort);
    }

    /** Starts what is in {@code directory}, or makes it first. Stops a PostgreSQL that a killed server left behind there. */
    public static EmbeddedDatabase start(Path directory, Randomness randomness) {
        try {
            PrivateFiles.createDirectories(directory);
            Path home = PostgresArchive.ofThisSystem().unpackIn(directory.resolve("programs"));
            Path log = directory.resolve("postgresql.log");
            Cluster cluster =
                    new Cluster(directory.resolve(CLUSTER), log, new PostgresPrograms(home, PostgresUser.current()));
            String password = prepared(cluster, directory.resolve(PASSWORD), randomness);
            EmbeddedDatabase database = new EmbeddedDatabase(cluster, password);
            database.watch();
            return database;
        } catch (IOException | FailedException e) {
            throw new StartRefusedException(
                    "The embedded PostgreSQL in %s does not start: %s".formatted(directory, e), e);
        }
    }

    /** Whether a database has been made in {@code directory}. */
    public static boolean isIn(Path directory) {
        return Files.isDirectory(directory.resolve(CLUSTER));
    }

    /** Where the database in {@code directory} is while a server runs it. */
    public static Optional<DatabaseLocation> findRunning(Path directory) {
        return PostmasterFile.find(directory.resolve(CLUSTER))
                .filter(file -> file.process().isPresent())
                .flatMap(PostmasterFile::port)
                .map(port -> location(port, password(directory.resolve(PASSWORD))));
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartRefusedException("The file %s can't be read: %s.".formatted(file, e), e);
        }
    }

    private static String prepared(Cluster cluster, Path file, Randomness randomness) throws IOException {
        if (cluster.exists()) {
            cluster.stopLeftBehind();
            return Files.readString(file).strip();
        }
        LOG.info("Making the database: this is its first start.");
        if (!Files.exists(file)) {
            PrivateFiles.create(file, HexFormat.of().formatHex(randomness.bytes(PASSWORD_SIZE)) + "\n");
        }
        cluster.make(file);
        return Files.readString(file).strip();
    }

    /** The port at which it started. What is in the way often goes by itself: another taker of the port, a dying predecessor. */
    private int startAt(IntSupplier ports) {
        for (int attempt = 1; ; attempt++) {
            int chosen = ports.getAsInt();
            try {
                cluster.start(chosen);
                return chosen;
            } catch (FailedException e) {
                if (attempt == ATTEMPTS) {
                    throw new StartRefusedException(
                            "%s Its log %s ends with: %s".formatted(e.getMessage(), cluster.log(), lastLines()), e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("Interrupted while the embedded PostgreSQL started.", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartRefusedException("There is no free port on 127.0.0.1 for the embedded PostgreSQL.", e);
        }
    }

    private String lastLines() {
        try {
            String all = Files.readString(cluster.log());
            return all.substring(Math.max(0, all.length() - 1000)).strip();
        } catch (IOException e) {
            return "(not readable)";
        }
    }

    public DatabaseLocation location() {
        return location(port, password);
    }

    private static DatabaseLocation location(int port, String password) {
        String place = "127.0.0.1:%d/%s".formatted(port, Cluster.DATABASE);
        return new DatabaseLocation(
                "jdbc:postgresql://" + place,
                "postgresql://" + place,
                Optional.of(Cluster.USER),
                Optional.of(password));
    }

    private void watch() {
        PostmasterFile.find(cluster.directory())
                .flatMap(PostmasterFile::process)
                .ifPresent(process ->
                        process.onExit().thenAccept(died -> startAgain()).exceptionally(e -> null));
    }

    private synchronized void startAgain() {
        if (closing) {
            return;
        }
        LOG.warn("The embedded PostgreSQL died. Starting it again; what it had committed is kept.");
        try {
            cluster.stopLeftBehind();
            LOG.infof("The embedded PostgreSQL runs again at port %d.", startAt(() -> port));
            watch();
        } catch (RuntimeException e) {
            LOG.errorf(e, "The embedded PostgreSQL does not start again: restart the server.");
        }
    }

    @Override
    public synchronized void close() {
        closing = true;
        cluster.stop();
    }
}
