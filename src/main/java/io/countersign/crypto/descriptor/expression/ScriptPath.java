package io.countersign.crypto.descriptor.expression;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One way to satisfy a script: the signatures of all groups, and the time locks.
 *
 * @param older the operand of the CHECKSEQUENCEVERIFY to be met (BIP112), or null
 * @param after the operand of the CHECKLOCKTIMEVERIFY to be met (BIP65), or null
 */
public record ScriptPath(List<Group> groups, @Nullable Long older, @Nullable Long after) {

    public ScriptPath {
        groups = List.copyOf(groups);
    }

    /** So many of all {@code total} keys of an expression, without time locks. */
    static ScriptPath threshold(int required, int total) {
        return new ScriptPath(
                List.of(new Group(required, IntStream.range(0, total).boxed().toList())), null, null);
    }

    /** So many of these keys, each named by its place in the expression's keys. */
    public record Group(int threshold, List<Integer> keys) {
        public Group {
            keys = List.copyOf(keys);
        }
    }
}
