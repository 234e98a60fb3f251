package io.countersign.platform.db.embedded;

import io.countersign.platform.config.StartRefusedException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.file.PathUtils;
import org.apache.commons.lang3.SystemUtils;
import org.tukaani.xz.XZInputStream;

/** The archive of PostgreSQL's programs on the class path, for the system that we run on. */
final class PostgresArchive {

    private static final String UNFINISHED = "unfinished";
    private static final int OWNER_MAY_EXECUTE = 0100;

    private final byte[] bytes;

    private PostgresArchive(byte[] bytes) {
        this.bytes = bytes;
    }

    static PostgresArchive ofThisSystem() {
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), architecture())) {
            return new PostgresArchive(archive.readAllBytes());
        } catch (IOException | IllegalStateException e) {
            throw new StartRefusedException(
                    "This build brings no PostgreSQL for %s on %s. Set quarkus.datasource.jdbc.url to a PostgreSQL that runs already."
                            .formatted(SystemUtils.OS_NAME, SystemUtils.OS_ARCH),
                    e);
        }
    }

    private static String system() {
        return SystemUtils.IS_OS_WINDOWS ? "Windows" : SystemUtils.IS_OS_MAC ? "Darwin" : "Linux";
    }

    private static String architecture() {
        return SystemUtils.OS_ARCH.equals("amd64") ? "x86_64" : SystemUtils.OS_ARCH;
    }

    /** Unpacks into a folder of {@code directory} that bears the archive's name, unless it is there; removes those of other archives. */
    Path unpackIn(Path directory) {
        Path home = directory.resolve(name());
        try {
            if (!Files.isDirectory(home)) {
                if (Files.exists(directory)) {
                    PathUtils.deleteDirectory(directory);
                }
                Path unfinished = Files.createDirectories(directory.resolve(UNFINISHED));
                unpack(unfinished);
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return home;
        } catch (IOException e) {
            throw new StartRefusedException("PostgreSQL can't be unpacked into %s: %s.".formatted(home, e), e);
        }
    }

    /** Tells archives apart, in a few milliseconds at each start; that of the class path is as trustworthy as the classes. */
    private String name() {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return "%d-%08x".formatted(bytes.length, crc.getValue());
    }

    private void unpack(Path home) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(bytes)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, entry.resolveIn(home));
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        PathUtils.createParentDirectories(file);
        if (entry.isSymbolicLink() || entry.isLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            boolean executable = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
            if (executable && !file.toFile().setExecutable(true)) {
                throw new IOException("%s can't be made executable".formatted(file));
            }
        }
    }
}
