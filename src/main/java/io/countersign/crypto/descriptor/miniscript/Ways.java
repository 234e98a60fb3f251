package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.AbsoluteLock;
import io.countersign.crypto.tx.RelativeLock;
import java.util.ArrayList;
import java.util.List;

/**
 * What one asks of BIP379's satisfaction table: how the answers for a table's cell are put together. Answers are costs, witnesses, or lists
 * of conditions; the table is the same ({@link SatisfactionTable}).
 */
interface Ways<K, R> {

    /** There is no such way. */
    R impossible();

    /** Nothing is needed and nothing is done. */
    R nothing();

    /** Both, {@code first} being executed first: its witness elements lie above those of {@code second}. */
    R then(R first, R second);

    /** One of two ways, {@code one} where all else is equal. */
    R or(R one, R other);

    /** Opcodes, by what they cost. */
    R operations(Cost cost);

    /** A witness element that is always the same. */
    R element(Bytes element);

    /** The key itself as a witness element, as {@code pk_h} needs it. */
    R key(K key);

    R signature(K key);

    /** {@code required} signatures for CHECKMULTISIG or in the form of {@code multi_a}. */
    R signatures(Expression<K> multisig);

    R preimage(Expression<K> hash);

    R older(RelativeLock lock);

    R after(AbsoluteLock lock);

    /** Exactly {@code required} of {@code parts}, whose answers are added up by ADD. */
    default R threshold(int required, List<Outcome<R>> parts) {
        List<R> byCount = List.of(nothing());
        for (int i = 0; i < parts.size(); i++) {
            byCount = next(byCount, added(i, parts.get(i)), required);
        }
        return byCount.get(required);
    }

    private Outcome<R> added(int position, Outcome<R> part) {
        R add = position == 0 ? nothing() : operations(Cost.LESS_ONE);
        return new Outcome<>(then(part.satisfied(), add), then(part.dissatisfied(), add));
    }

    /** From the ways to satisfy 0, 1, ... of the parts so far to those with one part more. */
    private List<R> next(List<R> byCount, Outcome<R> part, int required) {
        List<R> next = new ArrayList<>();
        for (int count = 0; count <= Math.min(required, byCount.size()); count++) {
            R without = count < byCount.size() ? then(byCount.get(count), part.dissatisfied()) : impossible();
            R with = count > 0 ? then(byCount.get(count - 1), part.satisfied()) : impossible();
            next.add(or(without, with));
        }
        return next;
    }
}
