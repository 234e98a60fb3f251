package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The aggregate keys of a spend, for all its inputs. */
public final class MusigSpend {

    /** A spend that no aggregate key signs. */
    public static final MusigSpend NONE = new MusigSpend(List.of(), List.of(), Map.of(), Set.of());

    private final List<ExpectedMusig> keys;
    private final List<ExpectedMusig> others;
    private final Map<MusigPlace, ExpectedMusig> byPlace = new HashMap<>();
    private final Map<MusigPlace, Integer> otherPaths;
    private final Set<Bytes> walletKeys;

    /**
     * @param keys that must sign on the spend path
     * @param others that sign on other paths of the same coins
     * @param otherPaths places on other paths of the same coins, with the positions of their cosigners: devices fill in all that they can
     * @param walletKeys the participants' keys of the wallet, in every place
     */
    public MusigSpend(
            List<ExpectedMusig> keys,
            List<ExpectedMusig> others,
            Map<MusigPlace, Integer> otherPaths,
            Set<Bytes> walletKeys) {
        this.keys = List.copyOf(keys);
        this.others = List.copyOf(others);
        this.otherPaths = Map.copyOf(otherPaths);
        this.walletKeys = Set.copyOf(walletKeys);
        keys.forEach(key -> key.places().forEach(place -> byPlace.put(place, key)));
    }

    /**
     * What a transaction that spends coins of a descriptor needs.
     *
     * @param scripts of the coins, in the order of the inputs
     * @param spendPath the id of the path that counts
     */
    public static MusigSpend of(
            Transaction unsigned, List<TxOutput> coins, List<DerivedScript> scripts, String spendPath) {
        boolean hasAny = scripts.stream()
                .flatMap(script -> script.paths().stream())
                .anyMatch(path -> !path.aggregates().isEmpty());
        return hasAny ? new MusigSpendMaking(unsigned, coins, scripts).make(spendPath) : NONE;
    }

    public List<ExpectedMusig> keys() {
        return keys;
    }

    /** Places on other paths, with the positions of their cosigners. */
    public Map<MusigPlace, Integer> otherPaths() {
        return otherPaths;
    }

    /** The participants' keys of the wallet, in every place. */
    public Set<Bytes> walletKeys() {
        return walletKeys;
    }

    /** Every place that must be filled, first by a nonce and then by a partial signature. */
    public List<MusigPlace> places() {
        return keys.stream().flatMap(key -> key.places().stream()).toList();
    }

    /** The places of the same aggregate key as {@code place} that have no nonce yet. */
    public List<MusigPlace> missing(MusigPlace place, Map<MusigPlace, ?> nonces) {
        return find(place).stream()
                .flatMap(key -> key.places().stream())
                .filter(other -> !nonces.containsKey(other))
                .toList();
    }

    /** The aggregate key of an input that stands in its script, on whichever path, as these 32 bytes. */
    public Optional<ExpectedMusig> find(int inputIndex, Bytes scriptKey) {
        return Stream.concat(keys.stream(), others.stream())
                .filter(key -> key.inputIndex() == inputIndex
                        && key.scriptKey().bytes().equals(scriptKey))
                .findFirst();
    }

    Optional<ExpectedMusig> find(MusigPlace place) {
        return Optional.ofNullable(byPlace.get(place));
    }
}
