package io.countersign.account;

import io.countersign.account.model.Invitation;
import io.countersign.account.store.InvitationStore;
import io.countersign.platform.config.DataDirectory;
import io.countersign.platform.config.Sealer;
import io.countersign.platform.config.ServerConfig;
import io.countersign.platform.config.StartRefusedException;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The first operator's invitation. While there is no operator each start prints the same code and writes it, for its owner alone, into
 * the data directory; with its use the file goes.
 */
@ApplicationScoped
public class FirstInvitationFile {

    private static final Logger LOG = Logger.getLogger(FirstInvitationFile.class);
    private static final String NAME = "first-invitation";
    private static final String SEAL = "invitation first";
    private static final int CODE_BYTES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InvitationStore store;
    private final DataDirectory directory;
    private final ServerConfig config;
    private final Sealer sealer;
    private final Ids ids;
    private final Randomness randomness;
    private final Clock clock;

    FirstInvitationFile(
            InvitationStore store,
            DataDirectory directory,
            ServerConfig config,
            Sealer sealer,
            Ids ids,
            Randomness randomness,
            Clock clock) {
        this.store = store;
        this.directory = directory;
        this.config = config;
        this.sealer = sealer;
        this.ids = ids;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Runs on the thread that starts the server, before it answers anyone. */
    void start(@Observes StartupEvent event) {
        if (store.hasOperator().await().atMost(PATIENCE)) {
            delete();
            return;
        }
        String code = config.firstInvitation().map(this::preset).orElseGet(this::kept);
        LOG.infof("first operator invitation: %s", code);
        write(code);
    }

    /** After the first invitation's use. */
    void forgetAfter(Invitation invitation) {
        if (invitation.createdBy() == null) {
            delete();
        }
    }

    private String preset(String code) {
        if (!code.matches("[A-Za-z0-9_-]{8,128}")) {
            throw new StartRefusedException(
                    "The setting countersign.first-invitation has 8 to 128 characters of A-Z, a-z, 0-9, _ and -.");
        }
        Optional<String> before = stored();
        if (before.isEmpty()) {
            add(code);
        } else if (!before.get().equals(code)) {
            store.changeFirst(SignInService.hash(code), seal(code)).await().atMost(PATIENCE);
        }
        return code;
    }

    private String kept() {
        return stored().orElseGet(() -> {
            add(HexFormat.of().formatHex(randomness.bytes(CODE_BYTES)));
            // Another copy may have been first: what is stored is what counts.
            return stored().orElseThrow();
        });
    }

    private void add(String code) {
        store.addFirst(ids.next(), SignInService.hash(code), seal(code), clock.instant())
                .await()
                .atMost(PATIENCE);
    }

    private Optional<String> stored() {
        return store.firstSealedCode()
                .await()
                .atMost(PATIENCE)
                .map(code -> new String(sealer.open(code, SEAL), StandardCharsets.US_ASCII));
    }

    private byte[] seal(String code) {
        return sealer.seal(code.getBytes(StandardCharsets.US_ASCII), SEAL);
    }

    private void write(String code) {
        if (!directory.isWritable()) {
            return;
        }
        Path file = directory.resolve(NAME);
        try {
            Files.deleteIfExists(file);
            createForOwner(file);
            Files.writeString(file, code + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            LOG.warnf("the first invitation could not be written to %s: %s", file, e.getMessage());
        }
    }

    private static void createForOwner(Path file) throws IOException {
        boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (isPosix) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
        } else {
            Files.createFile(file);
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(directory.resolve(NAME));
        } catch (IOException e) {
            LOG.warnf("the used first invitation could not be deleted: %s", e.getMessage());
        }
    }
}
