package io.countersign.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of the server's own files. Made for its owner alone where it does not exist yet. */
public record DataDirectory(Path path, boolean isWritable) {

    /** Makes {@code path} if need be. Never fails: whether it can be used is what {@link #isWritable} says. */
    public static DataDirectory at(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            PrivateFiles.createDirectories(absolute);
        } catch (IOException e) {
            return new DataDirectory(absolute, false);
        }
        return new DataDirectory(absolute, Files.isWritable(absolute));
    }

    /** The file or directory {@code name} in it, whether it exists or not. */
    public Path resolve(String name) {
        return path.resolve(name);
    }
}
