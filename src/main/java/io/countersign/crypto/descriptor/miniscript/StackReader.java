package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Follows a finished stack through an expression as the script would, and finds the signatures on it. Of BIP379's satisfactions only the
 * canonical ones without preimages are taken.
 */
final class StackReader<K> {

    private static final Bytes TRUE = Bytes.ofHex("01");

    private final Function<K, Bytes> keyBytes;
    private final List<Bytes> stack;
    private final List<Signature<K>> signatures = new ArrayList<>();
    private final List<RelativeLock> older = new ArrayList<>();
    private final List<AbsoluteLock> after = new ArrayList<>();
    private int left;

    private StackReader(Function<K, Bytes> keyBytes, List<Bytes> stack) {
        this.keyBytes = keyBytes;
        this.stack = stack;
        this.left = stack.size();
    }

    /** The signatures on a stack that satisfies {@code expression} by {@code branch}; empty where it does not. */
    static <K> Optional<List<Signature<K>>> read(
            Expression<K> expression, SpendBranch<K> branch, Function<K, Bytes> keyBytes, List<Bytes> stack) {
        StackReader<K> reader = new StackReader<>(keyBytes, stack);
        try {
            reader.require(reader.isSatisfied(expression) && reader.left == 0);
        } catch (MalformedException e) {
            return Optional.empty();
        }
        return reader.isBy(branch) ? Optional.of(reader.signatures) : Optional.empty();
    }

    /** A signature, and the keys of which one must have made it to stand where it stands. */
    record Signature<K>(Bytes bytes, List<K> keys) {}

    private boolean isSatisfied(Expression<K> e) {
        return switch (e.fragment()) {
            case JUST_0 -> false;
            case JUST_1 -> true;
            case PK_K -> isSigned(e.keys().get(0));
            case PK_H -> {
                require(pop().equals(keyBytes.apply(e.keys().get(0))));
                yield isSigned(e.keys().get(0));
            }
            case OLDER -> older.add(new RelativeLock(e.number()));
            case AFTER -> after.add(new AbsoluteLock(e.number()));
            case SHA256, HASH256, RIPEMD160, HASH160 -> throw mismatch();
            case MULTI -> isMultisigSatisfied(e.keys(), (int) e.number());
            case MULTI_A -> isExactly((int) e.number(), e.keys(), this::isSigned);
            case AND_V -> isRequired(e.part(0)) && isSatisfied(e.part(1));
            case AND_B -> isExactly(2, e.parts(), this::isSatisfied);
            case OR_B -> isExactly(1, e.parts(), this::isSatisfied);
            case OR_C -> isSatisfied(e.part(0)) || isRequired(e.part(1));
            case OR_D -> isSatisfied(e.part(0)) || isSatisfied(e.part(1));
            case OR_I -> isSatisfied(e.part(isChosen() ? 0 : 1));
            case ANDOR -> isSatisfied(e.part(0)) ? isRequired(e.part(1)) : isSatisfied(e.part(2));
            case THRESH -> isExactly((int) e.number(), e.parts(), this::isSatisfied);
            case WRAP_A, WRAP_S, WRAP_C, WRAP_N -> isSatisfied(e.part(0));
            case WRAP_D -> isChosen() && isRequired(e.part(0));
            case WRAP_V -> isRequired(e.part(0));
            case WRAP_J -> !isSkipped() && isRequired(e.part(0));
        };
    }

    /** So many of {@code parts} are satisfied, or none is; any other number is not canonical. */
    private <T> boolean isExactly(int required, List<T> parts, Predicate<T> isSatisfied) {
        int count = 0;
        for (T part : parts) {
            count += isSatisfied.test(part) ? 1 : 0;
        }
        require(count == required || count == 0);
        return count == required;
    }

    /** An empty element lies below as many signatures, in the order of the keys, or below as many empty elements. */
    private boolean isMultisigSatisfied(List<K> keys, int required) {
        require(left > required);
        List<Bytes> elements = stack.subList(left - required, left);
        left -= required;
        require(pop().isEmpty());
        if (elements.stream().allMatch(Bytes::isEmpty)) {
            return false;
        }
        int slack = keys.size() - required + 1;
        for (int i = 0; i < required; i++) {
            require(!elements.get(i).isEmpty());
            signatures.add(new Signature<>(elements.get(i), keys.subList(i, i + slack)));
        }
        return true;
    }

    private boolean isSigned(K key) {
        Bytes element = pop();
        return !element.isEmpty() && signatures.add(new Signature<>(element, List.of(key)));
    }

    /** MINIMALIF: IF and NOTIF take an exact 1 or nothing. */
    private boolean isChosen() {
        Bytes choice = pop();
        require(choice.isEmpty() || choice.equals(TRUE));
        return !choice.isEmpty();
    }

    private boolean isSkipped() {
        boolean isSkipped = left > 0 && stack.get(left - 1).isEmpty();
        left -= isSkipped ? 1 : 0;
        return isSkipped;
    }

    private boolean isRequired(Expression<K> e) {
        require(isSatisfied(e));
        return true;
    }

    private Bytes pop() {
        require(left > 0);
        return stack.get(--left);
    }

    private boolean isBy(SpendBranch<K> branch) {
        boolean areAllAskedFor = branch.groups().stream().allMatch(group -> countOf(group) == group.threshold());
        return areAllAskedFor
                && signatures.size() == branch.threshold()
                && older.stream().allMatch(branch::asksFor)
                && after.stream().allMatch(branch::asksFor);
    }

    private long countOf(KeyGroup<K> group) {
        return signatures.stream()
                .filter(signature -> group.keys().containsAll(signature.keys()))
                .count();
    }

    private void require(boolean isSo) {
        if (!isSo) {
            throw mismatch();
        }
    }

    private static MalformedException mismatch() {
        return new MalformedException("stack", "The stack does not satisfy the script.");
    }
}
