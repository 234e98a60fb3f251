package io.countersign.platform.db.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.countersign.platform.config.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code postmaster.pid}: which process runs a cluster, or ran it until both were killed. Its lines are PostgreSQL's own. */
record PostmasterFile(Path file, List<String> lines) {

    private static final int PID = 0;
    private static final int CLUSTER = 1;
    private static final int PORT = 3;

    static Optional<PostmasterFile> find(Path cluster) {
        Path file = cluster.resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() > CLUSTER
                    ? Optional.of(new PostmasterFile(file, List.copyOf(lines)))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StartRefusedException("The file %s can't be read: %s.".formatted(file, e), e);
        }
    }

    long pid() {
        // Negative while PostgreSQL runs without clients, in single-user mode.
        return Math.abs(Long.parseLong(lines.get(PID).strip()));
    }

    /** Where it takes connections; empty while it is only beginning to start. */
    Optional<Integer> port() {
        return lines.stream().skip(PORT).findFirst().map(String::strip).map(Integer::valueOf);
    }

    /** The living PostgreSQL that wrote this file; empty if the number now belongs to nobody or to another program. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid()).filter(ProcessHandle::isAlive).filter(this::isPostgres);
    }

    private boolean isPostgres(ProcessHandle process) {
        Path program = Path.of(programOf(process));
        return program.endsWith("postgres") || program.endsWith("postgres.exe");
    }

    private String programOf(ProcessHandle process) {
        try {
            // Readable by everybody, unlike what ProcessHandle looks at; empty for a dead process that nobody has
            // buried.
            return Files.readString(Path.of("/proc", Long.toString(pid()), "cmdline"), ISO_8859_1)
                    .split("\0", 2)[0];
        } catch (IOException e) {
            return process.info()
                    .command()
                    .orElseThrow(() -> new StartRefusedException(
                            "The process %d, which %s names, can't be examined. Stop it if it is a PostgreSQL, or else delete the file."
                                    .formatted(pid(), file)));
        }
    }

    /** Whether the PostgreSQL that wrote it runs this very directory, not one of which it is a copy. */
    boolean isOf(Path cluster) {
        Path named = Path.of(lines.get(CLUSTER));
        try {
            return Files.exists(named) && Files.isSameFile(named, cluster);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Gives the file the number of this process, which PostgreSQL, its child, knows not to be another PostgreSQL. It then takes the
     * file as left behind, but still looks whether the shared memory that the file names is in use, as it could not if we deleted it.
     */
    void disown() {
        List<String> changed = new ArrayList<>(lines);
        changed.set(PID, Long.toString(ProcessHandle.current().pid()));
        try {
            Files.write(file, changed);
        } catch (IOException e) {
            throw new StartRefusedException("The file %s can't be written: %s.".formatted(file, e), e);
        }
    }
}
