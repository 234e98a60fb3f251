package io.countersign.platform.config;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a data directory for one server: two would fight over its PostgreSQL. The operating system frees it when the process dies. */
public final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StartRefusedException if another server holds it */
    public static DirectoryLock take(DataDirectory directory) {
        return tryTake(directory)
                .orElseThrow(() -> new StartRefusedException(
                        "The data directory %s is in use by another server. Stop that one, or set %s to another directory."
                                .formatted(directory.path(), ServerConfig.DATA_DIRECTORY)));
    }

    /** The lock, unless a server holds it. */
    public static Optional<DirectoryLock> tryTake(DataDirectory directory) {
        Path file = directory.resolve(FILE);
        try {
            FileChannel channel = FileChannel.open(file, CREATE, WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new DirectoryLock(channel));
        } catch (IOException e) {
            throw new StartRefusedException("The file %s can't be locked: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StartRefusedException("The data directory could not be given free: " + e.getMessage() + ".", e);
        }
    }
}
