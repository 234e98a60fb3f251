package io.countersign.crypto.descriptor.miniscript;

/**
 * What executing a script can cost at most. Costs of scripts that follow each other add up ({@link #then}); of alternatives each part is
 * the greater ({@link #or}). An impossible one swallows all that it is added to and yields to every alternative.
 *
 * @param witnessSize bytes of the witness elements, each with one byte of length
 * @param multisigKeys keys of the CHECKMULTISIGs that are executed, which count as opcodes
 * @param consumed how many elements the stack has less afterwards
 * @param peak how far the stack rises above its height at the end
 */
record Cost(boolean isPossible, int witnessSize, int multisigKeys, int consumed, int peak) {

    static final Cost IMPOSSIBLE = new Cost(false, 0, 0, 0, 0);
    static final Cost NOTHING = stack(0, 0);
    /** A push, DUP, SIZE, and IFDUP of what is true. */
    static final Cost PUSH = stack(-1, 0);
    /** What takes two elements and leaves one, or takes one and leaves none: CHECKSIG, EQUAL, ADD, BOOLAND; VERIFY, IF. */
    static final Cost LESS_ONE = stack(1, 1);
    /** DUP HASH160 push EQUALVERIFY. */
    static final Cost KEY_HASH_CHECK = PUSH.then(PUSH).then(stack(2, 2));
    /** SIZE push EQUALVERIFY, a hash, push EQUAL. */
    static final Cost PREIMAGE_CHECK = KEY_HASH_CHECK.then(PUSH).then(LESS_ONE);

    /** An operation that lowers the stack by {@code consumed}; it is highest right before. */
    static Cost stack(int consumed, int peak) {
        return new Cost(true, 0, 0, consumed, peak);
    }

    /** Pushes of both numbers and all keys, which CHECKMULTISIG takes away with the signatures and the empty element. */
    static Cost checkMultisig(int required, int keys) {
        return new Cost(true, 0, keys, required, required + keys + 2);
    }

    /** The first key's push stands above all elements of the witness, and only one element is left at the end. */
    static Cost checkSigAdd(int keys) {
        return stack(keys - 1, keys);
    }

    static Cost witness(int size) {
        return new Cost(true, size, 0, 0, 0);
    }

    Cost then(Cost next) {
        if (!isPossible || !next.isPossible) {
            return IMPOSSIBLE;
        }
        return new Cost(
                true,
                witnessSize + next.witnessSize,
                multisigKeys + next.multisigKeys,
                consumed + next.consumed,
                Math.max(next.peak, next.consumed + peak));
    }

    Cost or(Cost other) {
        if (!isPossible || !other.isPossible) {
            return isPossible ? this : other;
        }
        return new Cost(
                true,
                Math.max(witnessSize, other.witnessSize),
                Math.max(multisigKeys, other.multisigKeys),
                Math.max(consumed, other.consumed),
                Math.max(peak, other.peak));
    }
}
