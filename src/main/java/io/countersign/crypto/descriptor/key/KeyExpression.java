package io.countersign.crypto.descriptor.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.tx.Network;
import java.util.List;
import java.util.Optional;

/** A key of a descriptor: one key, or one for each branch and index (BIP380, "Key Expressions"). */
public sealed interface KeyExpression permits SingleKey, AccountKey, MusigKey {

    /**
     * Reads a key of a script before taproot.
     *
     * @throws MalformedException for private keys (whose text no message repeats), another network's, uncompressed ones, and steps
     *     that are none
     */
    static KeyExpression parse(String text, Network network) {
        return new KeyExpressionParser(network, false).parse(text);
    }

    /** The same of taproot, where a key may be written by its x alone, and {@code musig(...)} may stand. */
    static KeyExpression parseTaproot(String text, Network network) {
        return new KeyExpressionParser(network, true).parse(text);
    }

    /** How many keys its tuple makes at once (BIP389); 1 without one. */
    int branches();

    /** True where it stands for another key at every index. */
    boolean isRanged();

    /** False where a step of this branch is hardened, which takes the private key. */
    boolean isDerivable(int branch);

    /**
     * The key at a branch below {@link #branches} and an unhardened index; those that it does not depend on are ignored.
     *
     * @throws MalformedException where a step is hardened
     */
    PublicKey derive(int branch, long index);

    /** Where the key at a branch and index comes from; empty for a key that nobody derives. */
    Optional<KeyOrigin> origin(int branch, long index);

    /** The keys that must come together in it: itself, or the participants of a {@code musig}. */
    List<KeyExpression> participants();

    /** Its text with {@code h} for hardened steps: equal for equal meaning. */
    @Override
    String toString();
}
