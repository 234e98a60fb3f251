package io.countersign.cli.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.KeyOrigin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds which of the wallet's scripts a script is, by deriving it: what a PSBT says of keys only tells where to look first. */
final class OwnScripts {

    private static final int BRANCHES = 2;
    private static final int NEAR = 200;

    private final Pin pin;
    private final Map<Bytes, DerivedScript> known = new HashMap<>();
    private boolean isNearKnown;

    OwnScripts(Pin pin) {
        this.pin = pin;
    }

    Optional<DerivedScript> find(Bytes script, List<KeyOrigin> hints) {
        hints.forEach(this::derive);
        DerivedScript found = known.get(script);
        if (found == null && !isNearKnown) {
            deriveNear();
            found = known.get(script);
        }
        return Optional.ofNullable(found);
    }

    /** Whether an origin names a key of the wallet. */
    boolean isOurs(KeyOrigin origin) {
        return pin.descriptor().keys().stream().anyMatch(key -> {
            List<Long> account = key.origin().path().steps();
            List<Long> steps = origin.path().steps();
            return key.origin().fingerprint().equals(origin.fingerprint())
                    && steps.size() > account.size()
                    && steps.subList(0, account.size()).equals(account);
        });
    }

    private void derive(KeyOrigin hint) {
        int steps = hint.path().size();
        if (steps >= 2
                && hint.path().step(steps - 2) < BRANCHES
                && hint.path().step(steps - 1) < DerivationPath.HARDENED) {
            derive((int) hint.path().step(steps - 2), hint.path().step(steps - 1));
        }
    }

    private void deriveNear() {
        isNearKnown = true;
        for (int branch = 0; branch < BRANCHES; branch++) {
            for (long index = 0; index < NEAR; index++) {
                derive(branch, index);
            }
        }
    }

    private void derive(int branch, long index) {
        DerivedScript derived = pin.descriptor().derive(branch, index);
        known.put(derived.scriptPubKey(), derived);
    }
}
