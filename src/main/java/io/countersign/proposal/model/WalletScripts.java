package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivationPlace;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.psbt.PsbtEntry;
import io.countersign.key.model.KeyDepth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds which of a wallet's scripts an output script is. Key fields of the PSBT say where to look; where they say nothing, the
 * addresses near the next ones are tried.
 *
 * @param nextReceive the next index of branch 0
 * @param nextChange the next index of branch 1
 */
final class WalletScripts {

    private static final int BRANCHES = 2;
    private static final int NEAR = 100;

    private final Descriptor descriptor;
    private final long[] nextIndex;
    private @Nullable Map<Bytes, DerivedScript> nearby;

    WalletScripts(Descriptor descriptor, long nextReceive, long nextChange) {
        this.descriptor = descriptor;
        this.nextIndex = new long[] {nextReceive, nextChange};
    }

    long nextChange() {
        return nextIndex[1];
    }

    /** Refuses key fields that name this wallet's keys and contradict the script. */
    Optional<DerivedScript> find(String place, Bytes script, PsbtEntry<?> fields) {
        DerivedScript found = null;
        for (ClaimedKey field : ClaimedKey.in(fields)) {
            Optional<DerivationPlace> claimed = descriptor.place(field.origin());
            if (claimed.isEmpty()) {
                KeyDepth.require("A key of " + place, field.origin());
                continue;
            }
            DerivedScript derived = found != null && isOf(claimed.get(), found)
                    ? found
                    : descriptor.derive(claimed.get().branch(), claimed.get().index());
            if (!derived.scriptPubKey().equals(script) || !hasKey(derived, field)) {
                throw ProposalRefusal.KEY_FIELDS_CONTRADICT.refuse(
                        "The key fields of %s name keys of the wallet that do not make its script.".formatted(place));
            }
            found = derived;
        }
        return found != null ? Optional.of(found) : Optional.ofNullable(nearby().get(script));
    }

    private static boolean hasKey(DerivedScript derived, ClaimedKey field) {
        return derived.keys().stream()
                .anyMatch(key -> field.isOf(key.key()) && key.origin().equals(field.origin()));
    }

    private static boolean isOf(DerivationPlace place, DerivedScript script) {
        return script.branch() == place.branch() && script.index() == place.index();
    }

    private Map<Bytes, DerivedScript> nearby() {
        if (nearby == null) {
            Map<Bytes, DerivedScript> scripts = new HashMap<>();
            for (int branch = 0; branch < BRANCHES; branch++) {
                put(scripts, branch, 0);
                for (long index = Math.max(0, nextIndex[branch] - NEAR); index < nextIndex[branch] + NEAR; index++) {
                    put(scripts, branch, index);
                }
            }
            nearby = scripts;
        }
        return nearby;
    }

    private void put(Map<Bytes, DerivedScript> scripts, int branch, long index) {
        DerivedScript derived = descriptor.derive(branch, index);
        scripts.put(derived.scriptPubKey(), derived);
    }

    /** A key that the upload names, in 33 bytes or by its x alone, and where it says it comes from. */
    private record ClaimedKey(Bytes key, KeyOrigin origin) {

        static List<ClaimedKey> in(PsbtEntry<?> fields) {
            return Stream.concat(
                            fields.derivations().stream()
                                    .map(field -> new ClaimedKey(field.publicKey(), field.origin())),
                            fields.tapDerivations().stream()
                                    .map(field ->
                                            new ClaimedKey(field.publicKey().bytes(), field.origin())))
                    .toList();
        }

        boolean isOf(PublicKey derived) {
            return key.equals(derived.bytes()) || key.equals(derived.xOnly().bytes());
        }
    }
}
