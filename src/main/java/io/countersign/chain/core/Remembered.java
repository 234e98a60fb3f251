package io.countersign.chain.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The newest so many facts about the chain that the node can't tell again. Lost at a restart, which delays and never misleads. */
final class Remembered<K, V> {

    private static final int MOST = 10_000;

    private final Map<K, V> facts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<V> find(K key) {
        return Optional.ofNullable(facts.get(key));
    }

    synchronized void put(K key, V value) {
        facts.put(key, value);
    }

    /** The value that stands, {@code value} if there was none. */
    synchronized V first(K key, V value) {
        V before = facts.putIfAbsent(key, value);
        return before == null ? value : before;
    }

    synchronized void forget(K key) {
        facts.remove(key);
    }
}
