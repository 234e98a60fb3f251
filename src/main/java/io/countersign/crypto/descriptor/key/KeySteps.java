package io.countersign.crypto.descriptor.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.key.DerivationPath;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The steps below a key in a descriptor: fixed ones, at most one tuple of choices (BIP389), and perhaps a wildcard at the end (BIP380).
 * A fixed step has one choice.
 */
public record KeySteps(List<List<Long>> steps, Wildcard wildcard) {

    /** Nothing below the key. */
    public static final KeySteps NONE = new KeySteps(List.of(), Wildcard.NONE);

    /** {@code /<0;1>/*}: receive and change, as wallets have them. */
    public static final KeySteps RECEIVE_AND_CHANGE = pair(0, 1);

    private static final String FORMAT = "derivation path";
    private static final int MOST_STEPS = 255;
    private static final int MOST_CHOICES = 255;

    /** What the last step stands for. */
    public enum Wildcard {
        NONE,
        UNHARDENED,
        HARDENED
    }

    public KeySteps {
        steps = steps.stream().map(List::copyOf).toList();
        if (steps.size() > MOST_STEPS) {
            throw new MalformedException(FORMAT, "A key has at most 255 steps below it.");
        }
        if (steps.stream().filter(choices -> choices.size() > 1).count() > 1) {
            throw new MalformedException(FORMAT, "Only one step of a key may be a tuple like <0;1> (BIP389).");
        }
        steps.forEach(KeySteps::requireDistinct);
    }

    /** {@code /<receive;change>/*}. */
    public static KeySteps pair(long receive, long change) {
        return new KeySteps(List.of(List.of(receive, change)), Wildcard.UNHARDENED);
    }

    /** Reads {@code /<0;1>/*} and the like: empty, or each step after a slash. */
    static KeySteps parse(String text) {
        return KeyStepsParser.parse(text);
    }

    public int branches() {
        return steps.stream().mapToInt(List::size).max().orElse(1);
    }

    public boolean isRanged() {
        return wildcard != Wildcard.NONE;
    }

    public boolean isEmpty() {
        return steps.isEmpty() && !isRanged();
    }

    /** True where no step of any branch is hardened, so that a public key suffices. */
    public boolean isUnhardened() {
        return IntStream.range(0, branches()).allMatch(this::isUnhardened);
    }

    /** The same of one branch. */
    public boolean isUnhardened(int branch) {
        return path(branch, 0).isUnhardened();
    }

    /** The steps of one branch without the wildcard's. */
    public DerivationPath fixed(int branch) {
        return new DerivationPath(steps.stream()
                .map(choices -> choices.get(choices.size() > 1 ? branch : 0))
                .toList());
    }

    /** All steps of one branch at one index. */
    public DerivationPath path(int branch, long index) {
        return switch (wildcard) {
            case NONE -> fixed(branch);
            case UNHARDENED -> fixed(branch).plus(index);
            case HARDENED -> fixed(branch).plus(index + DerivationPath.HARDENED);
        };
    }

    /** {@code /<0;1>/*}. */
    @Override
    public String toString() {
        String fixed = steps.stream().map(KeySteps::print).collect(Collectors.joining());
        return fixed
                + switch (wildcard) {
                    case NONE -> "";
                    case UNHARDENED -> "/*";
                    case HARDENED -> "/*h";
                };
    }

    private static String print(List<Long> choices) {
        String joined =
                choices.stream().map(step -> DerivationPath.of(step).toString()).collect(Collectors.joining(";"));
        return choices.size() > 1 ? "/<" + joined + ">" : "/" + joined;
    }

    private static void requireDistinct(List<Long> choices) {
        if (choices.isEmpty()
                || choices.size() > MOST_CHOICES
                || choices.stream().distinct().count() != choices.size()) {
            throw new MalformedException(FORMAT, "A tuple names two or more steps, none of them twice (BIP389).");
        }
    }
}
