package io.countersign.proposal.store;

import io.countersign.kernel.KeyId;
import io.countersign.wallet.model.SpendPath;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The groups of a spend path as a column has them: {@code threshold:position,position;...}, in positions of the wallet's keys. */
final class KeyGroups {

    private KeyGroups() {}

    static String print(List<SpendPath.Group> groups, List<KeyId> keys) {
        return groups.stream().map(group -> print(group, keys)).collect(Collectors.joining(";"));
    }

    static List<SpendPath.Group> parse(String text, List<KeyId> keys) {
        return Arrays.stream(text.split(";")).map(group -> group(group, keys)).toList();
    }

    private static String print(SpendPath.Group group, List<KeyId> keys) {
        return group.keyIds().stream()
                .map(key -> String.valueOf(keys.indexOf(key)))
                .collect(Collectors.joining(",", group.threshold() + ":", ""));
    }

    private static SpendPath.Group group(String text, List<KeyId> keys) {
        int colon = text.indexOf(':');
        List<KeyId> members = Arrays.stream(text.substring(colon + 1).split(","))
                .map(Integer::parseInt)
                .map(keys::get)
                .toList();
        return new SpendPath.Group(Integer.parseInt(text.substring(0, colon)), members);
    }
}
