package io.countersign.crypto.descriptor;

import io.countersign.crypto.descriptor.expression.OutputExpression;
import io.countersign.crypto.descriptor.expression.ScriptExpression;
import io.countersign.crypto.descriptor.expression.ScriptHashOutput;
import io.countersign.crypto.descriptor.expression.ScriptPath;
import io.countersign.crypto.descriptor.expression.TaprootTreeOutput;
import io.countersign.crypto.descriptor.key.KeyExpression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the ways to spend a wallet. */
final class SpendPaths {

    private static final int MOST = 64;

    private final Roster roster;

    private SpendPaths(Roster roster) {
        this.roster = roster;
    }

    /** In their order: the key path, then the branches from left to right, those without a time lock first. */
    static List<PlannedPath> of(OutputExpression output, Roster roster) {
        SpendPaths paths = new SpendPaths(roster);
        return named(
                output instanceof TaprootTreeOutput taproot
                        ? paths.taproot(taproot)
                        : paths.script(PlannedPath.NO_LEAF, ((ScriptHashOutput) output).script()));
    }

    private List<PlannedPath> taproot(TaprootTreeOutput output) {
        List<PlannedPath> paths = new ArrayList<>();
        if (!UnspendableKey.isUnspendable(output.internalKey())) {
            List<Integer> signers = roster.positions(output.internalKey());
            SpendPath.Group all = new SpendPath.Group(signers.size(), signers);
            paths.add(
                    new PlannedPath(new SpendPath(SpendPath.KEY, List.of(all), null, null), PlannedPath.NO_LEAF, null));
        }
        List<ScriptExpression> leaves = output.leaves();
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            paths.addAll(script(leaf, leaves.get(leaf)));
        }
        return paths;
    }

    private List<PlannedPath> script(int leaf, ScriptExpression script) {
        requireDistinctKeys(script.keys());
        return script.paths().stream()
                .map(path -> new PlannedPath(path(path, script.keys()), leaf, path))
                .toList();
    }

    private SpendPath path(ScriptPath path, List<KeyExpression> keys) {
        List<SpendPath.Group> groups =
                path.groups().stream().flatMap(group -> groups(group, keys)).toList();
        return new SpendPath("", groups, path.older(), path.after());
    }

    /** Of a {@code musig} all participants must sign, which makes it a group of its own. */
    private Stream<SpendPath.Group> groups(ScriptPath.Group group, List<KeyExpression> keys) {
        List<List<Integer>> signers = group.keys().stream()
                .map(place -> roster.positions(keys.get(place)))
                .toList();
        if (signers.stream().allMatch(positions -> positions.size() == 1)) {
            List<Integer> positions = signers.stream().map(one -> one.get(0)).toList();
            if (new HashSet<>(positions).size() != positions.size()) {
                throw Descriptor.malformed("Two keys of one threshold are equal: every cosigner counts once.");
            }
            return Stream.of(new SpendPath.Group(group.threshold(), positions));
        }
        if (group.threshold() != signers.size()) {
            throw Descriptor.malformed(
                    "musig() stands among keys of which not all must sign: such a wallet is not taken.");
        }
        return signers.stream().map(positions -> new SpendPath.Group(positions.size(), positions));
    }

    private static void requireDistinctKeys(List<KeyExpression> keys) {
        Set<String> seen = new HashSet<>();
        if (!keys.stream().map(KeyExpression::toString).allMatch(seen::add)) {
            throw Descriptor.malformed("Two keys of one script are equal: every cosigner needs a key of their own.");
        }
    }

    private static List<PlannedPath> named(List<PlannedPath> paths) {
        if (paths.isEmpty()) {
            throw Descriptor.malformed("Nobody could spend from this wallet.");
        }
        if (paths.size() > MOST) {
            throw Descriptor.malformed(
                    "The wallet has %d spend paths; at most %d are taken.".formatted(paths.size(), MOST));
        }
        if (paths.size() == 1) {
            return List.of(paths.get(0).named(SpendPath.ONLY));
        }
        List<PlannedPath> named = new ArrayList<>();
        int number = 1;
        for (PlannedPath path : paths) {
            named.add(path.isKeyPath() ? path : path.named("branch-" + number++));
        }
        return Stream.concat(
                        named.stream().filter(path -> !path.isLocked()),
                        named.stream().filter(PlannedPath::isLocked))
                .toList();
    }
}
