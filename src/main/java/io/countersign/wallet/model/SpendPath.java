package io.countersign.wallet.model;

import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.kernel.KeyId;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One way to spend a wallet's coins: so many signatures of each group, once the locks are over.
 *
 * @param id as the descriptor has it; names the path for ever
 * @param older the operand of a relative lock (BIP112), or null
 * @param after the operand of an absolute lock (BIP65), or null
 */
public record SpendPath(String id, String description, List<Group> groups, @Nullable Long older, @Nullable Long after) {

    public SpendPath {
        groups = List.copyOf(groups);
    }

    /** The paths of a descriptor whose cosigners have these keys, in the order of their positions. */
    static List<SpendPath> of(Descriptor descriptor, List<KeyId> keys) {
        return descriptor.paths().stream()
                .map(path -> new SpendPath(
                        path.id(),
                        path.description(),
                        path.groups().stream()
                                .map(group -> Group.of(group, keys))
                                .toList(),
                        path.older(),
                        path.after()))
                .toList();
    }

    /** The sum over the groups. */
    public int threshold() {
        return groups.stream().mapToInt(Group::threshold).sum();
    }

    /** Who may sign, each once. */
    public List<KeyId> keyIds() {
        return groups.stream()
                .flatMap(group -> group.keyIds().stream())
                .distinct()
                .toList();
    }

    /** So many of these keys. */
    public record Group(int threshold, List<KeyId> keyIds) {
        public Group {
            keyIds = List.copyOf(keyIds);
        }

        /** True where enough of the keys are such. */
        public boolean isMetBy(Predicate<KeyId> are) {
            return keyIds.stream().filter(are).count() >= threshold;
        }

        static Group of(io.countersign.crypto.descriptor.SpendPath.Group group, List<KeyId> keys) {
            return new Group(
                    group.threshold(), group.positions().stream().map(keys::get).toList());
        }
    }
}
