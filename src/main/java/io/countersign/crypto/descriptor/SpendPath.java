package io.countersign.crypto.descriptor;

import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way to spend a wallet's coins: the signatures of all groups, and the time locks.
 *
 * @param id names it within its descriptor, for ever
 * @param groups in cosigners' positions
 * @param older the operand of its relative lock (BIP112), or null
 * @param after the operand of its absolute lock (BIP65), or null
 */
public record SpendPath(String id, List<Group> groups, @Nullable Long older, @Nullable Long after) {

    /** The id of the one path of a wallet without branches. */
    public static final String ONLY = "main";

    /** The id of taproot's key path, where it is one of several. */
    public static final String KEY = "key";

    public SpendPath {
        groups = List.copyOf(groups);
    }

    /** How many signatures it takes: the sum over the groups. */
    public int threshold() {
        return groups.stream().mapToInt(Group::threshold).sum();
    }

    /** The cosigners who may sign, in ascending order, each once. */
    public List<Integer> positions() {
        return groups.stream()
                .flatMap(group -> group.positions().stream())
                .distinct()
                .sorted()
                .toList();
    }

    public boolean isLocked() {
        return older != null || after != null;
    }

    /** What it needs, in words, with the keys as a template names them: {@code any 2 of the keys @0, @1 and @2}. */
    public String description() {
        Stream<String> signatures = groups.stream().map(Group::description);
        Stream<String> relative = Stream.ofNullable(older).map(lock -> new RelativeLock(lock).words());
        Stream<String> absolute = Stream.ofNullable(after).map(lock -> new AbsoluteLock(lock).words());
        return Stream.of(signatures, relative, absolute).flatMap(words -> words).collect(Collectors.joining(", and "));
    }

    /** So many of these cosigners. */
    public record Group(int threshold, List<Integer> positions) {
        public Group {
            positions = List.copyOf(positions);
        }

        String description() {
            List<String> names =
                    positions.stream().map(position -> "@" + position).toList();
            int last = names.size() - 1;
            if (last == 0) {
                return "the key " + names.get(0);
            }
            String all = String.join(", ", names.subList(0, last)) + " and " + names.get(last);
            return threshold == names.size()
                    ? "all of the keys " + all
                    : "any %d of the keys %s".formatted(threshold, all);
        }
    }
}
