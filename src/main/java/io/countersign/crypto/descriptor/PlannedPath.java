package io.countersign.crypto.descriptor;

import io.countersign.crypto.descriptor.expression.ScriptPath;
import org.jspecify.annotations.Nullable;

/**
 * A spend path and where it stands in the descriptor.
 *
 * @param leaf counted from the left; {@link #NO_LEAF} for the key path and for a script behind a hash
 * @param script its place in the script; null for the key path
 */
record PlannedPath(SpendPath path, int leaf, @Nullable ScriptPath script) {

    static final int NO_LEAF = -1;

    PlannedPath named(String id) {
        return new PlannedPath(new SpendPath(id, path.groups(), path.older(), path.after()), leaf, script);
    }

    boolean isKeyPath() {
        return script == null;
    }

    boolean isLocked() {
        return path.isLocked();
    }
}
