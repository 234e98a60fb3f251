package io.countersign.wallet.model;

import static io.countersign.wallet.model.WalletState.ACTIVE;
import static io.countersign.wallet.model.WalletState.COLLECTING_KEYS;
import static io.countersign.wallet.model.WalletState.CONFIRMING;
import static io.countersign.wallet.model.WalletState.FROZEN;
import static io.countersign.wallet.model.WalletState.RETIRING;

import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Change;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import io.countersign.key.model.Confirmation;
import io.countersign.key.model.KeyRefusal;
import io.countersign.key.model.KeyState;
import io.countersign.key.model.RegisteredKey;
import io.countersign.key.model.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A wallet and the keys of its cosigners. {@code descriptor} and {@code firstAddress} are there from {@code confirming} on and never
 * change again.
 */
public record Wallet(
        WalletFacts facts,
        WalletState state,
        @Nullable Descriptor descriptorOrNull,
        @Nullable String firstAddressOrNull,
        List<RegisteredKey> keys,
        long version) {

    public Wallet {
        keys = List.copyOf(keys);
    }

    public WalletId id() {
        return facts.id();
    }

    public Network network() {
        return facts.network();
    }

    public Policy policy() {
        return facts.policy();
    }

    public Optional<Descriptor> findDescriptor() {
        return Optional.ofNullable(descriptorOrNull);
    }

    /** The descriptor; refused while the ceremony has not made one. */
    public Descriptor descriptor() {
        return findDescriptor()
                .orElseThrow(() -> WalletRefusal.EXPORT_NOT_READY.refuse(
                        "The wallet has its descriptor when all its keys are proven."));
    }

    public Optional<String> firstAddress() {
        return Optional.ofNullable(firstAddressOrNull);
    }

    public RegisteredKey key(KeyId keyId) {
        return keys.stream().filter(key -> key.id().equals(keyId)).findFirst().orElseThrow(CommonRefusal::nothingHere);
    }

    /** Every way to spend the coins; while keys are collected, of those that there are, and none of a template. */
    public List<SpendPath> spendPaths() {
        List<KeyId> ids = keys.stream().map(RegisteredKey::id).toList();
        return findDescriptor()
                .map(descriptor -> SpendPath.of(descriptor, ids))
                .orElseGet(() -> policy().template().isPresent() ? List.of() : List.of(expectedPath(ids)));
    }

    private SpendPath expectedPath(List<KeyId> ids) {
        Threshold threshold = policy().threshold();
        return new SpendPath(
                io.countersign.crypto.descriptor.SpendPath.ONLY,
                "any %d of %d keys".formatted(threshold.required(), threshold.total()),
                List.of(new SpendPath.Group(threshold.required(), ids)),
                null,
                null);
    }

    public void requireActive() {
        if (state != ACTIVE) {
            throw WalletRefusal.WALLET_NOT_ACTIVE.refuse(
                    "The wallet is %s; this needs it active.".formatted(state.word()));
        }
    }

    /** Proposals are made while a wallet is used, and while it is being left. */
    public void requireSpendable() {
        if (state != RETIRING) {
            requireActive();
        }
    }

    /** Takes in a cosigner's key at a position that {@link #positionFor} has given. */
    public Change<Wallet> register(RegisteredKey candidate) {
        requireRoom();
        CosignerKey key = candidate.key();
        KeyOriginRules.require(key, policy().script(), network(), keys);
        return with(plus(candidate), Event.ofKey(EventType.KEY_REGISTERED, id(), candidate.id(), stateOf(candidate)));
    }

    /** The position that a registration names, or else the next free one. */
    public int positionFor(@Nullable Integer wanted) {
        requireRoom();
        KeyPositions positions = KeyPositions.of(policy().threshold().total(), keys);
        return wanted == null ? positions.nextFree() : positions.requireFree(wanted);
    }

    private void requireRoom() {
        requireCollecting();
        if (keys.size() == policy().threshold().total()) {
            throw WalletRefusal.WALLET_FULL.refuse("The wallet has its %d keys.".formatted(keys.size()));
        }
    }

    /** Takes a key out again, while keys are collected. */
    public Change<Wallet> remove(KeyId keyId) {
        requireCollecting();
        RegisteredKey gone = key(keyId);
        List<RegisteredKey> rest = new ArrayList<>(keys);
        rest.remove(gone);
        return with(
                rest, Event.ofKey(EventType.KEY_RETIRED, id(), keyId, Field.word("state", KeyState.RETIRED.word())));
    }

    /** The account claims an imported key that nobody holds. */
    public Change<Wallet> claim(KeyId keyId, AccountId account, String nonce) {
        RegisteredKey key = key(keyId);
        if (key.isHeldBy(account)) {
            return Change.none(this);
        }
        if (key.holder().isPresent()) {
            throw KeyRefusal.NOT_THE_HOLDER.refuse("Another cosigner holds the key.");
        }
        RegisteredKey claimed = key.claimedBy(account, nonce);
        return with(replaced(claimed), Event.ofKey(EventType.KEY_REGISTRATION_CHANGED, id(), keyId, stateOf(claimed)));
    }

    /** A key has been proven, or its proof waived; the last one of a wallet that is made here completes the descriptor. */
    public Change<Wallet> prove(KeyId keyId, Verification verification, String nonce) {
        RegisteredKey key = key(keyId);
        key.requireNotCompromised();
        if (key.isProven()) {
            return Change.none(this);
        }
        RegisteredKey proven = key.proven(verification, nonce);
        Change<Wallet> change = with(
                replaced(proven),
                Event.ofKey(
                        EventType.KEY_PROVEN, id(), keyId, stateOf(proven), Field.word("proof", verification.kind())));
        Wallet next = change.next();
        return next.isComplete() ? new Change<>(next.withDescriptor(), change.events()) : change;
    }

    /** The holder tells what the device showed as the first address. Another address freezes the wallet for good. */
    public Change<Wallet> confirm(KeyId keyId, AccountId account, Address shown, Confirmation confirmation) {
        RegisteredKey key = key(keyId);
        key.requireHeldBy(account);
        key.requireNotCompromised();
        boolean isFirst = firstAddress().map(shown.text()::equals).orElse(false);
        if (isFirst && key.isConfirmed()) {
            return Change.none(this);
        }
        if (!key.isProven() || state == COLLECTING_KEYS) {
            throw KeyRefusal.KEY_NOT_PROVEN.refuse(
                    "A key is confirmed after it and all others of the wallet are proven.");
        }
        if (state != CONFIRMING && !(facts.isImported() && state == ACTIVE)) {
            throw WalletRefusal.WALLET_NOT_CONFIRMING.refuse(
                    "The wallet is %s; addresses are confirmed while it is confirming.".formatted(state.word()));
        }
        if (!isFirst) {
            return Change.of(
                    in(FROZEN),
                    Event.ofWallet(EventType.WALLET_FROZEN, id(), Field.word("state", FROZEN.word()), keyField(keyId)));
        }
        RegisteredKey confirmed = key.confirmed(confirmation);
        Change<Wallet> change =
                with(replaced(confirmed), Event.ofKey(EventType.KEY_CONFIRMED, id(), keyId, stateOf(confirmed)));
        return change.next().isReadyToSpend()
                ? change.and(
                        change.next().in(ACTIVE),
                        Event.ofWallet(EventType.WALLET_ACTIVATED, id(), Field.word("state", ACTIVE.word())))
                : change;
    }

    /** A nonce of these keys came a second time, so that their private parts can be worked out. Everybody is told. */
    public Change<Wallet> compromise(Set<KeyId> exposed) {
        Change<Wallet> change = Change.none(this);
        for (RegisteredKey key : keys) {
            if (exposed.contains(key.id()) && key.state() != KeyState.COMPROMISED) {
                RegisteredKey compromised = key.compromised();
                Event event = Event.ofKey(EventType.KEY_COMPROMISED, id(), key.id(), stateOf(compromised));
                Wallet before = change.next();
                change = change.and(
                        before.with(before.replaced(compromised), event).next(), event);
            }
        }
        return change;
    }

    /** The event of a wallet's making. */
    public Event created() {
        return Event.ofWallet(EventType.WALLET_CREATED, id(), Field.word("state", state.word()));
    }

    private boolean isComplete() {
        return state == COLLECTING_KEYS
                && keys.size() == policy().threshold().total()
                && keys.stream().allMatch(RegisteredKey::isProven);
    }

    /** All keys of a wallet that is made here; enough for a spend of one that exists already. */
    private boolean isReadyToSpend() {
        Set<KeyId> confirmed = keys.stream()
                .filter(RegisteredKey::isConfirmed)
                .map(RegisteredKey::id)
                .collect(Collectors.toSet());
        return state == CONFIRMING
                && (facts.isImported()
                        ? spendPaths().stream().anyMatch(path -> suffice(confirmed, path))
                        : confirmed.size() == policy().threshold().total());
    }

    private static boolean suffice(Set<KeyId> confirmed, SpendPath path) {
        return path.groups().stream().allMatch(group -> group.isMetBy(confirmed::contains));
    }

    private Wallet withDescriptor() {
        Descriptor made =
                policy().descriptor(keys.stream().map(RegisteredKey::key).toList(), network());
        return new Wallet(facts, CONFIRMING, made, firstAddressOf(made, network()), keys, version);
    }

    /** The address at index 0 of branch 0, which every device is asked to show. */
    public static String firstAddressOf(Descriptor descriptor, Network network) {
        return Address.ofScript(descriptor.derive(0, 0).scriptPubKey(), network)
                .orElseThrow(() -> new IllegalStateException("a descriptor's script has no address"))
                .text();
    }

    private void requireCollecting() {
        if (state != COLLECTING_KEYS) {
            throw WalletRefusal.WALLET_NOT_COLLECTING.refuse(
                    "The wallet is %s; its keys are fixed.".formatted(state.word()));
        }
    }

    private List<RegisteredKey> plus(RegisteredKey key) {
        List<RegisteredKey> all = new ArrayList<>(keys);
        all.add(key);
        all.sort(java.util.Comparator.comparingInt(RegisteredKey::position));
        return all;
    }

    private List<RegisteredKey> replaced(RegisteredKey key) {
        return keys.stream().map(old -> old.id().equals(key.id()) ? key : old).toList();
    }

    private Change<Wallet> with(List<RegisteredKey> newKeys, Event event) {
        return Change.of(new Wallet(facts, state, descriptorOrNull, firstAddressOrNull, newKeys, version + 1), event);
    }

    private Wallet in(WalletState newState) {
        long newVersion = newState == FROZEN ? version + 1 : version;
        return new Wallet(facts, newState, descriptorOrNull, firstAddressOrNull, keys, newVersion);
    }

    private static Field stateOf(RegisteredKey key) {
        return Field.word("state", key.state().word());
    }

    private static Field keyField(KeyId keyId) {
        return Field.word("keyId", keyId.toString());
    }
}
