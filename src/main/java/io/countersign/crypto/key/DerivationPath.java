package io.countersign.crypto.key;

import io.countersign.crypto.MalformedException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Steps of BIP32 derivation, each an unsigned 32-bit number with bit 31 set where hardened. May be empty. */
public record DerivationPath(List<Long> steps) {

    public static final DerivationPath EMPTY = new DerivationPath(List.of());
    public static final long HARDENED = 0x80000000L;

    private static final String FORMAT = "derivation path";
    private static final int MOST_STEPS = 255;
    private static final int MOST_DIGITS = 10;

    public DerivationPath {
        steps = List.copyOf(steps);
        if (steps.size() > MOST_STEPS) {
            throw new MalformedException(
                    FORMAT, "A derivation path has at most 255 steps (BIP32's depth is one byte).");
        }
        if (steps.stream().anyMatch(step -> step < 0 || step > 0xffffffffL)) {
            throw new MalformedException(FORMAT, "A step of a derivation path is an unsigned 32-bit number.");
        }
    }

    /** Steps as unsigned 32-bit numbers. */
    public static DerivationPath of(long... steps) {
        return new DerivationPath(LongStream.of(steps).boxed().toList());
    }

    /** Reads {@code 48h/1h/0h/2h}; {@code h} and {@code '} mean the same, and the empty text is the empty path. */
    public static DerivationPath parse(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        if (text.length() > MOST_STEPS * (MOST_DIGITS + 2)) {
            throw new MalformedException(FORMAT, "The derivation path is too long.");
        }
        return new DerivationPath(Arrays.stream(text.split("/", -1))
                .map(DerivationPath::parseStep)
                .toList());
    }

    public int size() {
        return steps.size();
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The step at {@code position}, bit 31 included. */
    public long step(int position) {
        return steps.get(position);
    }

    public boolean isHardened(int position) {
        return isHardened(step(position));
    }

    /** True where no step is hardened, so that a public key suffices. */
    public boolean isUnhardened() {
        return steps.stream().noneMatch(DerivationPath::isHardened);
    }

    /** This path and one more step. */
    public DerivationPath plus(long step) {
        return new DerivationPath(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    public DerivationPath plus(DerivationPath below) {
        return new DerivationPath(
                Stream.concat(steps.stream(), below.steps.stream()).toList());
    }

    /** {@code 48h/1h/0h/2h}, the form that this server publishes. */
    @Override
    public String toString() {
        return steps.stream().map(DerivationPath::print).collect(Collectors.joining("/"));
    }

    private static boolean isHardened(long step) {
        return step >= HARDENED;
    }

    private static String print(long step) {
        return isHardened(step) ? step - HARDENED + "h" : Long.toString(step);
    }

    private static long parseStep(String text) {
        boolean hardened = text.endsWith("h") || text.endsWith("'");
        String digits = hardened ? text.substring(0, text.length() - 1) : text;
        boolean wellFormed = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!wellFormed || Long.parseLong(digits) >= HARDENED) {
            throw new MalformedException(
                    FORMAT, "A step of a derivation path is a number below 2147483648, with h or ' where hardened.");
        }
        return Long.parseLong(digits) + (hardened ? HARDENED : 0);
    }
}
