package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.key.model.KeyDepth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Optional<DerivedScript> find(String place, Bytes script, List<KeyDerivation> fields) {
        DerivedScript found = null;
        for (KeyDerivation field : fields) {
            Optional<Position> claimed = position(field.origin());
            if (claimed.isEmpty()) {
                KeyDepth.require("A key of " + place, field.origin());
                continue;
            }
            DerivedScript derived = found != null && claimed.get().isOf(found)
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

    private static boolean hasKey(DerivedScript derived, KeyDerivation field) {
        return derived.keys().stream()
                .anyMatch(key -> key.key().bytes().equals(field.publicKey())
                        && key.origin().equals(field.origin()));
    }

    /** Branch and index, where the origin is one of this wallet's keys and two unhardened steps. */
    private Optional<Position> position(KeyOrigin origin) {
        return descriptor.keys().stream()
                .map(key -> below(key, origin))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Position> below(CosignerKey key, KeyOrigin origin) {
        DerivationPath account = key.origin().path();
        DerivationPath path = origin.path();
        int depth = account.size();
        boolean isBelow = origin.fingerprint().equals(key.origin().fingerprint())
                && path.size() == depth + 2
                && path.steps().subList(0, depth).equals(account.steps())
                && path.step(depth) < BRANCHES
                && path.step(depth + 1) < DerivationPath.HARDENED;
        return isBelow ? Optional.of(new Position((int) path.step(depth), path.step(depth + 1))) : Optional.empty();
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

    private record Position(int branch, long index) {
        boolean isOf(DerivedScript script) {
            return script.branch() == branch && script.index() == index;
        }
    }
}
