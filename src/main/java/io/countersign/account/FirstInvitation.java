package io.countersign.account;

import io.countersign.account.model.Invitation;
import io.countersign.account.store.FirstInvitationStore;
import io.countersign.journal.Journal;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.InvitationId;
import io.countersign.platform.config.DataDirectory;
import io.countersign.platform.config.PrivateFiles;
import io.countersign.platform.config.Sealer;
import io.countersign.platform.config.ServerConfig;
import io.countersign.platform.config.StartRefusedException;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The first operator's invitation. While there is no operator each start prints the same code and writes it, for its owner alone, into
 * the data directory. It ends, and the file goes, as soon as there is an operator, whoever let them in.
 */
@ApplicationScoped
public class FirstInvitation {

    private static final Logger LOG = Logger.getLogger(FirstInvitation.class);
    private static final String FILE = "first-invitation";
    private static final String SEAL = "invitation first";

    private final FirstInvitationStore store;
    private final Transactions transactions;
    private final Journal journal;
    private final DataDirectory directory;
    private final ServerConfig config;
    private final Sealer sealer;
    private final Ids ids;
    private final Randomness randomness;
    private final Clock clock;

    FirstInvitation(
            FirstInvitationStore store,
            Transactions transactions,
            Journal journal,
            DataDirectory directory,
            ServerConfig config,
            Sealer sealer,
            Ids ids,
            Randomness randomness,
            Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.journal = journal;
        this.directory = directory;
        this.config = config;
        this.sealer = sealer;
        this.ids = ids;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Runs on the thread that starts the server, before it answers anyone. */
    void start(@Observes StartupEvent event) {
        Optional<String> preset = config.firstInvitation().map(FirstInvitation::requireCode);
        transactions.runAndWait(() -> code(preset)).ifPresentOrElse(this::show, this::delete);
    }

    /** Within the transaction under way: whether there is an operator account. */
    Uni<Boolean> hasOperator() {
        return store.hasOperator();
    }

    /** Within the transaction that makes an operator: the invitation serves no more. */
    Uni<Void> end(AccountId actor) {
        return store.end(clock.instant())
                .chain(ended -> journal.append(
                        actor,
                        ended.map(id -> event(EventType.INVITATION_WITHDRAWN, id)).stream()
                                .toList()))
                .replaceWithVoid();
    }

    /** After an acceptance: deletes the file where it serves no more. */
    Uni<Void> tidy() {
        if (!Files.exists(file())) {
            return Uni.createFrom().voidItem();
        }
        return transactions
                .reading(store::hasOperator)
                .invoke(isThere -> {
                    if (isThere) {
                        delete();
                    }
                })
                .replaceWithVoid();
    }

    private static String requireCode(String preset) {
        if (!preset.matches("[A-Za-z0-9_-]{8,128}")) {
            throw new StartRefusedException(
                    "The setting countersign.first-invitation has 8 to 128 characters of A-Z, a-z, 0-9, _ and -.");
        }
        return preset;
    }

    /** The code that lets the first operator in; empty where there is an operator. */
    private Uni<Optional<String>> code(Optional<String> preset) {
        return store.hasOperator()
                .chain(isThere -> isThere
                        ? Uni.createFrom().item(Optional.empty())
                        : stored().chain(before -> before.map(code -> changed(code, preset.orElse(code)))
                                        .orElseGet(() -> added(preset.orElseGet(this::fresh))))
                                .map(Optional::of));
    }

    private Uni<String> changed(String before, String wanted) {
        return before.equals(wanted)
                ? Uni.createFrom().item(wanted)
                : store.change(Secrets.hash(wanted), seal(wanted)).replaceWith(wanted);
    }

    private Uni<String> added(String code) {
        InvitationId id = new InvitationId(ids.next());
        return store.add(id, Secrets.hash(code), seal(code), clock.instant())
                .chain(isMine -> isMine
                        ? journal.append(null, List.of(event(EventType.INVITATION_CREATED, id)))
                                .replaceWith(code)
                        // Another copy was faster: what is stored is what counts.
                        : stored().map(Optional::orElseThrow));
    }

    private static Event event(EventType type, InvitationId id) {
        return Event.of(type, Field.word("invitationId", id.toString()), Field.word("role", Invitation.OPERATOR));
    }

    private String fresh() {
        return HexFormat.of().formatHex(randomness.bytes(InvitationService.CODE_BYTES));
    }

    private Uni<Optional<String>> stored() {
        return store.sealedCode()
                .map(found -> found.map(code -> new String(sealer.open(code, SEAL), StandardCharsets.US_ASCII)));
    }

    private byte[] seal(String code) {
        return sealer.seal(code.getBytes(StandardCharsets.US_ASCII), SEAL);
    }

    private void show(String code) {
        LOG.infof("first operator invitation: %s", code);
        if (!directory.isWritable()) {
            return;
        }
        try {
            Files.deleteIfExists(file());
            PrivateFiles.create(file(), code + "\n");
        } catch (IOException e) {
            LOG.warnf("the first invitation could not be written to %s: %s", file(), e.getMessage());
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            LOG.warnf("the used first invitation could not be deleted: %s", e.getMessage());
        }
    }

    private Path file() {
        return directory.resolve(FILE);
    }
}
