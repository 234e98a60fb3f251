package io.countersign.crypto.descriptor.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.key.KeyOrigin;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * An extended key with what stands before and below it: {@code [d34db33f/48h/1h/0h/2h]tpub.../<0;1>/*}. The node of each branch is
 * derived when first asked for and then kept, since a derivation costs as much as verifying a signature; two threads that derive the
 * same node find the same value.
 */
public final class AccountKey implements KeyExpression {

    private final @Nullable KeyOrigin origin;
    private final ExtendedPublicKey key;
    private final KeySteps steps;
    private final AtomicReferenceArray<ExtendedPublicKey> nodes;

    private AccountKey(@Nullable KeyOrigin origin, ExtendedPublicKey key, KeySteps steps) {
        this.origin = origin;
        this.key = key;
        this.steps = steps;
        this.nodes = new AtomicReferenceArray<>(steps.branches());
    }

    /** @param origin of {@code key}, or null where it is not known */
    public static AccountKey of(@Nullable KeyOrigin origin, ExtendedPublicKey key, KeySteps steps) {
        return new AccountKey(origin, key, steps);
    }

    /** A cosigner's key with {@code steps} below it. */
    public static AccountKey of(CosignerKey key, KeySteps steps) {
        return new AccountKey(key.origin(), key.key(), steps);
    }

    public ExtendedPublicKey key() {
        return key;
    }

    public KeySteps steps() {
        return steps;
    }

    /** The key alone with its origin; empty where it has none. */
    public Optional<CosignerKey> cosignerKey() {
        return Optional.ofNullable(origin).map(known -> new CosignerKey(known, key));
    }

    @Override
    public int branches() {
        return steps.branches();
    }

    @Override
    public boolean isRanged() {
        return steps.isRanged();
    }

    @Override
    public boolean isDerivable(int branch) {
        return steps.isUnhardened(branch);
    }

    @Override
    public PublicKey derive(int branch, long index) {
        if (!isDerivable(branch)) {
            throw new MalformedException(
                    "derivation path",
                    "A step below an extended public key is hardened: only the private key derives it.");
        }
        ExtendedPublicKey node = node(steps.branches() > 1 ? branch : 0);
        return isRanged() ? node.derivePublicKey(index) : node.publicKey();
    }

    /** Where no origin is written, the key itself is what the path starts from. */
    @Override
    public Optional<KeyOrigin> origin(int branch, long index) {
        KeyOrigin known = origin == null ? new KeyOrigin(key.fingerprint(), DerivationPath.EMPTY) : origin;
        return Optional.of(known.plus(steps.path(branch, index)));
    }

    @Override
    public List<KeyExpression> participants() {
        return List.of(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountKey account
                && Objects.equals(origin, account.origin)
                && key.equals(account.key)
                && steps.equals(account.steps);
    }

    @Override
    public int hashCode() {
        return Objects.hash(origin, key, steps);
    }

    /** The text without the steps below the key. */
    public String bare() {
        return (origin == null ? "" : origin.toString()) + key.toBase58();
    }

    @Override
    public String toString() {
        return bare() + steps;
    }

    private ExtendedPublicKey node(int branch) {
        ExtendedPublicKey known = nodes.get(branch);
        if (known != null) {
            return known;
        }
        ExtendedPublicKey node = key.derive(steps.fixed(branch));
        nodes.set(branch, node);
        return node;
    }
}
