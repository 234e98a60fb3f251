package io.countersign.wallet.store;

import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.tx.Network;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The descriptors that were used last, parsed. They never change, and a parsed one keeps the branch keys that it has derived, so
 * that the next derivation costs half.
 */
final class ParsedDescriptors {

    private static final int MOST = 1_000;

    private static final Map<String, Descriptor> LATEST = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Descriptor> eldest) {
            return size() > MOST;
        }
    };

    private ParsedDescriptors() {}

    static Descriptor get(String text, Network network) {
        synchronized (LATEST) {
            return LATEST.computeIfAbsent(network.word() + text, none -> Descriptor.parse(text, network));
        }
    }
}
