package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A witness in the making, from the bottom of the stack. A malleable one is BIP379's DONTUSE.
 *
 * @param size in bytes, every signature counting as the largest there is, so that the choice does not depend on how they came out
 */
record Solution(boolean isPossible, boolean isMalleable, boolean hasSignature, int size, List<Bytes> stack) {

    static final Solution IMPOSSIBLE = new Solution(false, false, false, 0, List.of());
    static final Solution NOTHING = new Solution(true, false, false, 0, List.of());

    static Solution element(Bytes element) {
        return new Solution(true, false, false, 1 + element.size(), List.of(element));
    }

    static Solution signatures(int size, List<Bytes> stack) {
        return new Solution(true, false, true, size, stack);
    }

    boolean isUsable() {
        return isPossible && !isMalleable;
    }

    /** What is executed first is taken from the top of the stack. */
    Solution then(Solution next) {
        if (!isPossible || !next.isPossible) {
            return IMPOSSIBLE;
        }
        List<Bytes> both = new ArrayList<>(next.stack);
        both.addAll(stack);
        return new Solution(
                true, isMalleable || next.isMalleable, hasSignature || next.hasSignature, size + next.size, both);
    }

    /**
     * BIP379, "Non-malleable Satisfaction Algorithm". Whoever has no key can use any solution without a signature: so one such must be
     * taken, and of two none may be.
     */
    Solution or(Solution other) {
        if (!isPossible || !other.isPossible) {
            return isPossible ? this : other;
        }
        if (hasSignature != other.hasSignature) {
            return hasSignature ? other : this;
        }
        if (!hasSignature) {
            return new Solution(true, true, false, size, stack);
        }
        if (isMalleable != other.isMalleable) {
            return isMalleable ? other : this;
        }
        return other.size < size ? other : this;
    }
}
