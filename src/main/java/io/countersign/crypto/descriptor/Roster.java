package io.countersign.crypto.descriptor;

import io.countersign.crypto.descriptor.expression.OutputExpression;
import io.countersign.crypto.descriptor.key.AccountKey;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.descriptor.key.KeySteps;
import io.countersign.crypto.descriptor.key.MusigKey;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.script.Threshold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who the keys of a descriptor belong to. Holds the rules of wallets: every key is a cosigner's with its origin and {@code <0;1>} below
 * it, each cosigner has a key of their own, and where one key stands several times its pairs of steps have nothing in common.
 */
final class Roster {

    private final Map<CosignerKey, Set<KeySteps>> uses = new LinkedHashMap<>();
    private final List<CosignerKey> cosigners;

    private Roster(OutputExpression output) {
        output.keys().stream().filter(key -> !UnspendableKey.isUnspendable(key)).forEach(this::add);
        this.cosigners = List.copyOf(uses.keySet());
        requireOwnKeys();
        uses.values().forEach(Roster::requirePairs);
        if (cosigners.size() > Threshold.MAX_KEYS) {
            throw Descriptor.malformed("A wallet has at most %d keys.".formatted(Threshold.MAX_KEYS));
        }
    }

    static Roster of(OutputExpression output) {
        return new Roster(output);
    }

    List<CosignerKey> cosigners() {
        return cosigners;
    }

    /** The positions of those who must come together in a key: one, or all of a {@code musig}. */
    List<Integer> positions(KeyExpression key) {
        return key.participants().stream().map(this::position).toList();
    }

    Optional<DerivationPlace> place(KeyOrigin origin) {
        return uses.entrySet().stream()
                .flatMap(use ->
                        use.getValue().stream().map(pair -> place(use.getKey().origin(), pair, origin)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<DerivationPlace> place(KeyOrigin account, KeySteps pair, KeyOrigin origin) {
        List<Long> steps = origin.path().steps();
        int depth = account.path().size();
        boolean isBelow = origin.fingerprint().equals(account.fingerprint())
                && steps.size() == depth + 2
                && steps.subList(0, depth).equals(account.path().steps())
                && steps.get(depth + 1) < DerivationPath.HARDENED;
        int branch = isBelow ? pair.steps().get(0).indexOf(steps.get(depth)) : -1;
        return branch < 0 ? Optional.empty() : Optional.of(new DerivationPlace(branch, steps.get(depth + 1)));
    }

    private int position(KeyExpression participant) {
        return cosigners.indexOf(cosigner(participant));
    }

    private void add(KeyExpression key) {
        KeySteps shared = key instanceof MusigKey musig ? musig.steps() : KeySteps.NONE;
        requireDistinct(key.participants());
        for (KeyExpression participant : key.participants()) {
            CosignerKey cosigner = cosigner(participant);
            KeySteps own = ((AccountKey) participant).steps();
            KeySteps steps = own.isEmpty() ? shared : own;
            if (!isPair(steps)) {
                throw notReceiveAndChange();
            }
            uses.computeIfAbsent(cosigner, unseen -> new HashSet<>()).add(steps);
        }
    }

    private static CosignerKey cosigner(KeyExpression key) {
        if (key instanceof AccountKey account) {
            return account.cosignerKey()
                    .orElseThrow(() -> Descriptor.malformed(
                            "A key has no origin: write it like [d34db33f/48h/1h/0h/2h]xpub.../<0;1>/*."));
        }
        throw Descriptor.malformed(
                "A single key stands where a cosigner's extended key should, with its origin and /<0;1>/*.");
    }

    /** BIP327 allows it, but then one cosigner counts twice: most likely two devices have one seed. */
    private static void requireDistinct(List<KeyExpression> participants) {
        if (participants.stream().map(Roster::cosigner).distinct().count() != participants.size()) {
            throw Descriptor.malformed(
                    "Two participants of musig() are equal: every cosigner needs a key of their own.");
        }
    }

    /** The same point under another origin or chain code is still one cosigner's secret. */
    private void requireOwnKeys() {
        long points =
                cosigners.stream().map(key -> key.key().publicKey()).distinct().count();
        if (points != cosigners.size()) {
            throw Descriptor.malformed("Two keys are equal: every cosigner needs a key of their own.");
        }
    }

    private static void requirePairs(Set<KeySteps> pairs) {
        if (!pairs.contains(KeySteps.RECEIVE_AND_CHANGE)) {
            throw notReceiveAndChange();
        }
        List<Long> all = new ArrayList<>();
        pairs.forEach(pair -> all.addAll(pair.steps().get(0)));
        if (new HashSet<>(all).size() != all.size()) {
            throw Descriptor.malformed(
                    "Where a key stands several times its pairs of steps have no step in common (BIP388).");
        }
    }

    private static boolean isPair(KeySteps steps) {
        return steps.steps().size() == 1
                && steps.branches() == Descriptor.BRANCHES
                && steps.wildcard() == KeySteps.Wildcard.UNHARDENED
                && steps.isUnhardened();
    }

    private static RuntimeException notReceiveAndChange() {
        return Descriptor.malformed("Every key must end in /<0;1>/*, for the receive and the change branch (BIP389).");
    }
}
