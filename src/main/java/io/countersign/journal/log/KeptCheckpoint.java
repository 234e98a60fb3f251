package io.countersign.journal.log;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.platform.config.DataDirectory;
import io.countersign.platform.config.PrivateFiles;
import io.countersign.platform.work.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The last checkpoint, kept beside the database as well: a database that was set back to an older backup does not know what it has
 * signed, and this file does.
 */
@ApplicationScoped
class KeptCheckpoint {

    private static final Logger LOG = Logger.getLogger(KeptCheckpoint.class);
    private static final String FILE = "log-checkpoint";

    private final DataDirectory directory;
    private final Workers workers;

    private volatile String kept = "";

    KeptCheckpoint(DataDirectory directory, Workers workers) {
        this.directory = directory;
        this.workers = workers;
    }

    /** What a server on this directory has kept. A file that is no checkpoint is told of and passed over. */
    Optional<Checkpoint> read() {
        Path file = directory.resolve(FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            SignedNote note = SignedNote.parse(Bytes.wrap(Files.readAllBytes(file)));
            return Optional.of(Checkpoint.parse(note.text()));
        } catch (MalformedException | IOException e) {
            LOG.warnf("The file %s is no checkpoint and can't be compared with the database: %s", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps {@code signed} instead of the one before. That it can't be written is told of and does not stop the log. */
    Uni<Void> keep(SignedCheckpoint signed) {
        String text = signed.note().text();
        if (!directory.isWritable() || text.equals(kept)) {
            return Uni.createFrom().voidItem();
        }
        return workers.compute(() -> {
                    write(signed.note().toString());
                    kept = text;
                    return text;
                })
                .replaceWithVoid();
    }

    private void write(String note) {
        Path file = directory.resolve(FILE);
        Path next = directory.resolve(FILE + ".new");
        try {
            Files.deleteIfExists(next);
            PrivateFiles.create(next, note);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.force(directory.path());
        } catch (IOException e) {
            LOG.warnf("The last checkpoint can't be written to %s: %s", file, e.getMessage());
        }
    }
}
