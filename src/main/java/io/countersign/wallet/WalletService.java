package io.countersign.wallet;

import io.countersign.account.Memberships;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.descriptor.DescriptorChecksum;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.tx.Network;
import io.countersign.journal.Journal;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Change;
import io.countersign.kernel.Entry;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.Page;
import io.countersign.kernel.PageRequest;
import io.countersign.kernel.WalletId;
import io.countersign.key.KeyService;
import io.countersign.key.model.Device;
import io.countersign.key.model.KeyDepth;
import io.countersign.key.model.KeyState;
import io.countersign.key.model.RegisteredKey;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Render;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.http.IdCursor;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.WalletRights;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.countersign.platform.work.InTurn;
import io.countersign.wallet.model.Policy;
import io.countersign.wallet.model.Wallet;
import io.countersign.wallet.model.WalletFacts;
import io.countersign.wallet.model.WalletRefusal;
import io.countersign.wallet.model.WalletState;
import io.countersign.wallet.store.WalletRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Wallets: made, imported, read, and changed through one door. */
@ApplicationScoped
public class WalletService {

    private static final Logger LOG = Logger.getLogger(WalletService.class);
    private static final int NONCE_BYTES = 8;
    private static final WalletId LAST_OF_ALL = new WalletId(UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"));

    private final Transactions transactions;
    private final WalletRepository repository;
    private final KeyService keys;
    private final Memberships memberships;
    private final WalletRights rights;
    private final Journal journal;
    private final Ids ids;
    private final Randomness randomness;
    private final Clock clock;
    private final Network network;

    WalletService(
            Transactions transactions,
            WalletRepository repository,
            KeyService keys,
            Memberships memberships,
            WalletRights rights,
            Journal journal,
            Ids ids,
            Randomness randomness,
            Clock clock,
            Network network) {
        this.transactions = transactions;
        this.repository = repository;
        this.keys = keys;
        this.memberships = memberships;
        this.rights = rights;
        this.journal = journal;
        this.ids = ids;
        this.randomness = randomness;
        this.clock = clock;
        this.network = network;
    }

    /** Makes a wallet that will collect its keys. */
    public Uni<Answer> create(Caller caller, String name, String onNetwork, Policy policy, Render<Wallet> render) {
        Network chain = requireOurs(onNetwork);
        WalletFacts facts = new WalletFacts(
                new WalletId(ids.next()), name, chain, policy, false, null, 1, 0, caller.accountId(), clock.instant());
        return inserted(caller, new Wallet(facts, WalletState.COLLECTING_KEYS, null, null, List.of(), 1), render);
    }

    /** Imports a wallet that exists elsewhere. Its keys have no holder until their cosigners claim them. */
    public Uni<Answer> importWallet(Caller caller, ImportedWallet imported, Render<Wallet> render) {
        Network chain = requireOurs(imported.network());
        Descriptor descriptor = requireDescriptor(imported.descriptor(), chain);
        WalletId id = new WalletId(ids.next());
        WalletFacts facts = new WalletFacts(
                id,
                imported.name(),
                chain,
                Policy.of(descriptor),
                true,
                imported.birthHeight(),
                Math.max(1, imported.nextIndex()),
                imported.nextChangeIndex(),
                caller.accountId(),
                clock.instant());
        String firstAddress = Wallet.firstAddressOf(descriptor, chain);
        Wallet wallet =
                new Wallet(facts, WalletState.CONFIRMING, descriptor, firstAddress, importedKeys(id, descriptor), 1);
        return inserted(caller, wallet, render);
    }

    public Uni<Wallet> get(WalletId id) {
        return transactions.reading(() -> repository.get(id, keys::ofWallet));
    }

    /** The wallet within the transaction under way, its row locked. */
    public Uni<Wallet> lock(WalletId id) {
        return repository.lock(id, keys::ofWallet);
    }

    /** The wallets of the caller, newest first. */
    public Uni<Page<Wallet>> list(Caller caller, PageRequest page) {
        WalletId before = page.after().map(IdCursor::parse).map(WalletId::new).orElse(LAST_OF_ALL);
        return rights.walletsOf(caller)
                .chain(mine ->
                        transactions.reading(() -> repository.newest(mine, before, page.limit() + 1, keys::ofWallets)))
                .map(rows -> Page.cut(rows, page.limit(), wallet -> wallet.id().toString()));
    }

    /** Locks the wallet, lets {@code decide} choose the next state, stores it with its keys, events and answer: one transaction. */
    public Uni<Answer> change(
            AccountId actor, WalletId id, Function<Wallet, Change<Wallet>> decide, Render<Wallet> render) {
        return transactions.answering(() -> changeWithin(actor, id, decide, render));
    }

    /** The same within a transaction that is under way. */
    public Uni<Answer> changeWithin(
            @Nullable AccountId actor, WalletId id, Function<Wallet, Change<Wallet>> decide, Render<Wallet> render) {
        return lock(id).chain(before -> {
            Change<Wallet> change = decide.apply(before);
            return stored(before, change.next())
                    .chain(() -> journal.append(actor, change.events()))
                    .call(entries -> keepConfirmation(change.events(), entries))
                    .invoke(entries -> log(before, change))
                    .map(entries -> render.answer(change.next(), entries));
        });
    }

    /** A confirmation that is repeated is answered with the receipt of the first. Entries stand in the order of the events. */
    private Uni<Void> keepConfirmation(List<Event> events, List<Entry> entries) {
        Event first = events.isEmpty() ? null : events.get(0);
        return first == null || first.type() != EventType.KEY_CONFIRMED || first.keyId() == null
                ? Uni.createFrom().voidItem()
                : keys.keepConfirmationEntry(first.keyId(), entries.get(0));
    }

    /**
     * Marks keys whose private parts can be worked out by others, in every wallet that has them. A transaction of its own for each, as what
     * showed it is refused. The journals of other wallets do not tell who brought it to light.
     *
     * @param shown the wallet in which {@code actor} brought what shows it
     */
    public Uni<Void> compromise(AccountId actor, WalletId shown, Set<KeyId> exposed) {
        return transactions
                .reading(() -> keys.everywhere(exposed))
                .map(found -> found.stream()
                        .collect(Collectors.groupingBy(
                                RegisteredKey::walletId, Collectors.mapping(RegisteredKey::id, Collectors.toSet()))))
                .chain(byWallet -> InTurn.each(
                        List.copyOf(byWallet.entrySet()),
                        entry ->
                                exposed(entry.getKey().equals(shown) ? actor : null, entry.getKey(), entry.getValue())))
                .replaceWithVoid();
    }

    private Uni<Answer> exposed(@Nullable AccountId actor, WalletId id, Set<KeyId> exposed) {
        return transactions.run(() ->
                changeWithin(actor, id, wallet -> wallet.compromise(exposed), (wallet, entries) -> Answer.noContent()));
    }

    /** A nonce for a key's challenge: 16 hex digits. */
    public String freshNonce() {
        return HexFormat.of().formatHex(randomness.bytes(NONCE_BYTES));
    }

    private static void log(Wallet before, Change<Wallet> change) {
        if (before.state() != change.next().state()) {
            LOG.infof("wallet %s walletId=%s", change.next().state().word(), before.id());
        }
        change.events().stream()
                .filter(event -> event.type() == EventType.KEY_COMPROMISED)
                .forEach(event -> LOG.warnf("key compromised keyId=%s walletId=%s", event.keyId(), before.id()));
    }

    private Uni<Answer> inserted(Caller caller, Wallet wallet, Render<Wallet> render) {
        return transactions.answering(() -> repository
                .insert(wallet)
                .chain(() -> addAll(wallet))
                .chain(() -> memberships.makeOwner(caller.accountId(), wallet.id()))
                .chain(() -> journal.append(caller.accountId(), List.of(wallet.created())))
                .map(entries -> render.answer(wallet, entries)));
    }

    private Uni<Void> addAll(Wallet wallet) {
        return InTurn.each(wallet.keys(), key -> keys.add(key, wallet.network()))
                .replaceWithVoid();
    }

    private Uni<Void> stored(Wallet before, Wallet next) {
        List<RegisteredKey> added = new ArrayList<>(next.keys());
        added.removeIf(key -> find(before, key.id()) != null);
        List<RegisteredKey> changed = new ArrayList<>(next.keys());
        changed.removeIf(key -> find(before, key.id()) == null || key.equals(find(before, key.id())));
        List<RegisteredKey> gone = new ArrayList<>(before.keys());
        gone.removeIf(key -> find(next, key.id()) != null);
        return repository
                .save(next)
                .chain(() -> InTurn.each(gone, key -> keys.remove(key.id())))
                .chain(() -> InTurn.each(added, key -> keys.add(key, next.network())))
                .chain(() -> InTurn.each(changed, keys::change))
                .replaceWithVoid();
    }

    private static @Nullable RegisteredKey find(Wallet wallet, KeyId id) {
        return wallet.keys().stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private List<RegisteredKey> importedKeys(WalletId walletId, Descriptor descriptor) {
        List<RegisteredKey> made = new ArrayList<>();
        for (CosignerKey key : descriptor.keys()) {
            KeyDepth.require("A key of the descriptor", key.origin());
            made.add(new RegisteredKey(
                    new KeyId(ids.next()),
                    walletId,
                    made.size(),
                    key,
                    "",
                    new Device(null, null),
                    null,
                    KeyState.REGISTERED,
                    freshNonce(),
                    null,
                    null));
        }
        return made;
    }

    private Network requireOurs(String word) {
        Network asked = Network.parse(word);
        if (asked != network) {
            throw WalletRefusal.OTHER_NETWORK.refuse("This server serves %s only.".formatted(network.word()));
        }
        return asked;
    }

    private static Descriptor requireDescriptor(String text, Network chain) {
        DescriptorChecksum.strip(text);
        if (!text.contains("#")) {
            throw WalletRefusal.DESCRIPTOR_REFUSED.refuse(
                    "The descriptor needs its checksum: # and 8 characters (BIP380).");
        }
        try {
            return Descriptor.parse(text, chain);
        } catch (MalformedException e) {
            throw WalletRefusal.DESCRIPTOR_REFUSED.refuse(String.valueOf(e.getMessage()));
        }
    }

    /** What a client tells of a wallet that exists elsewhere. Indexes are the next ones that it has not given out. */
    public record ImportedWallet(
            String name,
            String network,
            String descriptor,
            @Nullable Integer birthHeight,
            long nextIndex,
            long nextChangeIndex) {}
}
