package io.countersign.platform.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.platform.config.StartRefusedException;
import io.countersign.platform.time.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed server, or a killed machine, may have left in the directory. */
class ClusterTest {

    @TempDir
    static Path directory;

    private static Cluster cluster;

    @BeforeAll
    static void makeAndStop() {
        EmbeddedDatabase.start(directory, Sources.randomness()).close();
        Path home = PostgresArchive.ofThisSystem().unpackIn(directory.resolve("programs"));
        cluster = new Cluster(
                directory.resolve("cluster"),
                directory.resolve("postgresql.log"),
                new PostgresPrograms(home, PostgresUser.current()));
    }

    @AfterEach
    void stop() {
        cluster.stopLeftBehind();
    }

    @Test
    void stopsThePostgresThatOutlivedItsServerAndStartsAfresh() {
        cluster.start(freePort());
        ProcessHandle leftBehind = postmaster();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, Sources.randomness())) {
            assertThat(postmaster()).isNotEqualTo(leftBehind);
            assertThat(leftBehind.onExit()).succeedsWithin(Duration.ofSeconds(30));
            assertThat(database.location().reactiveUrl()).startsWith("postgresql://127.0.0.1:");
        }
    }

    /** In a directory that root alone may look into, as the server's is. */
    @Test
    void runsByEveryWayThatRootHas() throws Exception {
        assumeTrue(PostgresUser.isRoot(), "only root has to run PostgreSQL as somebody else");
        List<PostgresUser> ways = PostgresUser.ofRoot().toList();
        assertThat(ways).isNotEmpty();
        Path password = Files.writeString(directory.resolve("word"), "secret");
        for (PostgresUser way : ways) {
            Path own = directory.resolve("cluster-" + ways.indexOf(way));
            PostgresPrograms programs = new PostgresPrograms(cluster.programs().home(), way);
            Cluster made = new Cluster(own, directory.resolve("way.log"), programs);

            made.make(password);
            made.start(freePort());
            made.stop();

            assertThat(own.resolve("postmaster.pid")).as(way.toString()).doesNotExist();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void startsOverFileOfDeadProcess() throws Exception {
        leaveFileOf(dead());

        EmbeddedDatabase.start(directory, Sources.randomness()).close();
    }

    @Test
    void startsOverFileWhoseNumberAnotherProgramHasNow() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            leaveFileOf(other.pid());

            EmbeddedDatabase.start(directory, Sources.randomness()).close();

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroy();
        }
    }

    @Test
    void refusesCopyOfRunningDatabaseAndLeavesThatAlone() throws Exception {
        cluster.start(freePort());
        Path copy = directory.resolve("copy");
        PathUtils.copyDirectory(cluster.directory(), copy);
        Cluster copied = new Cluster(copy, directory.resolve("copy.log"), cluster.programs());

        assertThatThrownBy(copied::stopLeftBehind)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("of another directory");
        assertThat(postmaster().isAlive()).isTrue();
    }

    @Test
    void doesNotTakeHalfMadeDatabaseForOne(@TempDir Path elsewhere) throws Exception {
        Files.createDirectories(elsewhere.resolve("cluster-unfinished/base"));
        Files.createDirectories(elsewhere.resolve("programs/unfinished/bin"));

        EmbeddedDatabase.start(elsewhere, Sources.randomness()).close();

        assertThat(elsewhere.resolve("cluster-unfinished")).doesNotExist();
    }

    @Test
    void saysWhatTheLogSaysWhenItDoesNotStart() throws Exception {
        Path control = cluster.directory().resolve("global/pg_control");
        Path elsewhere = Files.move(control, directory.resolve("pg_control"));

        assertThatThrownBy(() -> EmbeddedDatabase.start(directory, Sources.randomness()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("pg_control");

        Files.move(elsewhere, control);
    }

    private void leaveFileOf(long pid) throws Exception {
        cluster.start(freePort());
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        ProcessHandle postmaster = postmaster();
        postmaster.destroyForcibly();
        postmaster.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        lines.set(0, Long.toString(pid));
        Files.write(file(), lines);
    }

    private static long dead() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private Path file() {
        return cluster.directory().resolve("postmaster.pid");
    }

    private ProcessHandle postmaster() {
        return PostmasterFile.find(cluster.directory())
                .flatMap(PostmasterFile::process)
                .orElseThrow();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
