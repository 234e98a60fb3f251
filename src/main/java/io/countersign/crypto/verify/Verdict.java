package io.countersign.crypto.verify;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What was found about an upload: all right, or why not. The signatures come out by {@link #orElseThrow} alone, which asks what each
 * way of failing means to the caller.
 */
public final class Verdict {

    /** The ways in which an upload can turn out. */
    public enum Outcome {
        RIGHT,
        NOT_RIGHT,
        NOTHING_SIGNED,
        OTHER_TRANSACTION,
        /** All that is signed is right, and nothing of it is for the spend's own path. */
        OTHER_PATH
    }

    private final Outcome outcome;
    private final List<Violation> violations;
    private final VerifiedContribution right;
    private final int offered;

    private Verdict(Outcome outcome, List<Violation> violations, VerifiedContribution right, int offered) {
        this.outcome = outcome;
        this.violations = List.copyOf(violations);
        this.right = right;
        this.offered = offered;
    }

    static Verdict otherTransaction() {
        return new Verdict(
                Outcome.OTHER_TRANSACTION, List.of(), new VerifiedContribution(List.of(), List.of(), List.of()), 0);
    }

    /** @param missed what is said where nothing is for the spend's own path */
    static Verdict of(VerifiedContribution right, List<Violation> violations, List<Violation> missed, int offered) {
        if (!violations.isEmpty()) {
            return new Verdict(Outcome.NOT_RIGHT, violations, right, offered);
        }
        if (!right.signatures().isEmpty()) {
            return new Verdict(Outcome.RIGHT, List.of(), right, offered);
        }
        return missed.isEmpty()
                ? new Verdict(Outcome.NOTHING_SIGNED, List.of(), right, offered)
                : new Verdict(Outcome.OTHER_PATH, missed, right, offered);
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Every refused signature, in the order of the inputs. */
    public List<Violation> violations() {
        return violations;
    }

    /** The nonces of the right signatures, of a refused upload too: a nonce that comes again gives its key away in either. */
    public List<NonceUse> nonceUses() {
        return right.nonceUses();
    }

    /** Right signatures for other paths, which do not count. */
    public List<VerifiedSignature> ignored() {
        return right.ignored();
    }

    /** How many signatures the upload offers, right and wrong. */
    public int offered() {
        return offered;
    }

    /** The signatures where all is right; else what the caller makes of the failure. */
    public <X extends RuntimeException> VerifiedContribution orElseThrow(
            Supplier<X> otherTransaction, Supplier<X> nothingSigned, Function<List<Violation>, X> notRight) {
        return switch (outcome) {
            case RIGHT -> right;
            case NOT_RIGHT, OTHER_PATH -> throw notRight.apply(violations);
            case NOTHING_SIGNED -> throw nothingSigned.get();
            case OTHER_TRANSACTION -> throw otherTransaction.get();
        };
    }
}
