package io.countersign.platform.db.embedded;

import io.countersign.platform.config.PrivateFiles;
import io.countersign.platform.config.StartRefusedException;
import io.countersign.platform.db.embedded.PostgresPrograms.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.jboss.logging.Logger;

/** The files of the database, and the PostgreSQL that runs on them. */
record Cluster(Path directory, Path log, PostgresPrograms programs) {

    static final String USER = "countersign";
    static final String DATABASE = "postgres";

    private static final Logger LOG = Logger.getLogger(Cluster.class);

    // Given on the command line, where neither postgresql.conf nor ALTER SYSTEM can undo them.
    private static final List<String> SETTINGS = List.of(
            "fsync=on",
            "full_page_writes=on",
            "synchronous_commit=on",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=100",
            "timezone=UTC",
            // The log must be able to say why a start failed, and must never quote rows or statements.
            "log_min_messages=fatal",
            "log_min_error_statement=panic",
            "log_error_verbosity=terse");

    boolean exists() {
        return Files.isDirectory(directory);
    }

    /** Makes the cluster. One that was begun and not finished does not count as one. */
    void make(Path password) throws IOException {
        Path unfinished = directory.resolveSibling(directory.getFileName() + "-unfinished");
        if (Files.exists(unfinished)) {
            PathUtils.deleteDirectory(unfinished);
        }
        programs.run(
                "initdb",
                List.of(
                        "--pgdata=" + unfinished,
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        "--no-instructions"));
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.force(PathUtils.createParentDirectories(directory));
    }

    /** Stops the PostgreSQL that outlived its server, if there is one: afterwards none runs on these files. */
    void stopLeftBehind() {
        PostmasterFile.find(directory).ifPresent(file -> file.process()
                .ifPresentOrElse(process -> stopLeftBehind(file), () -> disownIfTaken(file)));
    }

    private void stopLeftBehind(PostmasterFile file) {
        if (!file.isOf(directory)) {
            throw new StartRefusedException(
                    "%s names a running PostgreSQL (process %d) of another directory. Stop it if it belongs here, or delete the file if this directory is a copy."
                            .formatted(file.file(), file.pid()));
        }
        LOG.warnf("Stopping the PostgreSQL that outlived its server (process %d).", file.pid());
        stop();
    }

    private static void disownIfTaken(PostmasterFile file) {
        if (ProcessHandle.of(file.pid()).isPresent()) {
            file.disown();
        }
    }

    /** Returns when PostgreSQL takes connections at {@code port}, after repairing what a crash left if need be. */
    void start(int port) {
        String options = Stream.concat(Stream.of("port=" + port), SETTINGS.stream())
                .map(setting -> "-c " + setting)
                .reduce("", (left, right) -> left + " " + right);
        programs.run(
                "pg_ctl",
                List.of(
                        "start",
                        "-D",
                        directory.toString(),
                        "-l",
                        log.toString(),
                        "-w",
                        "-t",
                        "600",
                        "-s",
                        "-o",
                        options));
    }

    /** Returns when it has stopped: in order, or, where that takes over a minute, at once and to be repaired at the next start. */
    void stop() {
        try {
            programs.run("pg_ctl", List.of("stop", "-D", directory.toString(), "-m", "fast", "-w", "-t", "60", "-s"));
        } catch (FailedException e) {
            LOG.warnf("%s Stopping it at once.", e.getMessage());
            programs.run(
                    "pg_ctl", List.of("stop", "-D", directory.toString(), "-m", "immediate", "-w", "-t", "60", "-s"));
        }
    }
}
