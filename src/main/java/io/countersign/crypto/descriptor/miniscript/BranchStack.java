package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.StackLayout;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.InputLocks;
import io.countersign.crypto.tx.RelativeLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the signatures of one branch of a miniscript lie on its stack.
 *
 * @param keyBytes of every key of the miniscript, as the script has them
 * @param locks of the transaction; null where no more is known than that it meets those of the branch
 */
public record BranchStack<K>(
        Miniscript<K> miniscript, SpendBranch<K> branch, Map<K, Bytes> keyBytes, @Nullable InputLocks locks)
        implements StackLayout {

    /** No element but signatures is larger than a key and its length. */
    private static final int LARGEST_OTHER = 33;

    public BranchStack {
        keyBytes = Map.copyOf(keyBytes);
    }

    @Override
    public StackLayout under(InputLocks known) {
        return new BranchStack<>(miniscript, branch, keyBytes, known);
    }

    @Override
    public Optional<List<Bytes>> satisfied(Map<Bytes, Bytes> signatures) {
        return miniscript.satisfy(new Source(signatures));
    }

    /** Filler in the place of everything but the signatures: only the sizes are meant. */
    @Override
    public List<Bytes> largest(int signatureSize) {
        List<Bytes> stack = new ArrayList<>();
        int signatures = branch.threshold();
        for (int i = 0; i < signatures; i++) {
            stack.add(Bytes.wrap(new byte[signatureSize]));
        }
        int rest = branch.witnessSize()
                - branch.witnessElements()
                - signatures * miniscript.context().largestSignature();
        for (int i = signatures; i < branch.witnessElements(); i++) {
            int size = Math.min(rest, LARGEST_OTHER);
            stack.add(Bytes.wrap(new byte[size]));
            rest -= size;
        }
        return stack;
    }

    @Override
    public Optional<List<PlacedSignature>> signaturesIn(List<Bytes> stack) {
        return miniscript.signaturesIn(branch, keyBytes::get, stack).map(found -> found.stream()
                .map(signature -> new PlacedSignature(
                        signature.bytes(),
                        signature.keys().stream().map(keyBytes::get).toList()))
                .toList());
    }

    private final class Source implements WitnessSource<K> {

        private final Map<Bytes, Bytes> signatures;

        private Source(Map<Bytes, Bytes> signatures) {
            this.signatures = signatures;
        }

        @Override
        public Bytes keyBytes(K key) {
            return Objects.requireNonNull(keyBytes.get(key));
        }

        /** Whoever is not on the branch is not asked, even where a signature is known. */
        @Override
        public Optional<Bytes> signature(K key) {
            boolean isAsked =
                    branch.groups().stream().anyMatch(group -> group.keys().contains(key));
            return isAsked ? Optional.ofNullable(signatures.get(keyBytes.get(key))) : Optional.empty();
        }

        @Override
        public boolean meets(RelativeLock older) {
            return locks == null ? branch.asksFor(older) : locks.meet(older);
        }

        @Override
        public boolean meets(AbsoluteLock after) {
            return locks == null ? branch.asksFor(after) : locks.meet(after);
        }
    }
}
