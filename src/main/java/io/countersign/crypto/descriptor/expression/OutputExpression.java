package io.countersign.crypto.descriptor.expression;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DescriptorChecksum;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.tx.Network;
import java.util.List;
import java.util.function.Function;

/** A whole descriptor: what an output script is made of at each branch and index. */
public sealed interface OutputExpression permits BareOutput, ScriptHashOutput, TaprootTreeOutput {

    /**
     * Reads a descriptor of public keys for {@code network}, and checks its checksum if it has one. {@code combo}, {@code raw}, {@code
     * addr}, {@code rawtr} and {@code unused} are refused: they say less than a wallet needs to know.
     *
     * @throws MalformedException where it is none, or none that is taken
     */
    static OutputExpression parse(String text, Network network) {
        return ExpressionParser.parse(DescriptorChecksum.strip(text), network);
    }

    /** Every key from left to right; in {@code tr} the internal key first. */
    List<KeyExpression> keys();

    /** The output script; arguments as for {@link KeyExpression#derive}. */
    Bytes scriptPubKey(int branch, long index);

    /** Its text without the checksum, each key written by {@code keyText}. */
    String text(Function<KeyExpression, String> keyText);

    /** The one form of all descriptors that mean the same scripts. */
    OutputExpression normalized();

    /** Its text without the checksum, in canonical form. */
    default String text() {
        return text(KeyExpression::toString);
    }

    /** How many descriptors it stands for at once (BIP389); all its tuples have this many choices. */
    default int branches() {
        return keys().stream().mapToInt(KeyExpression::branches).max().orElse(1);
    }

    default boolean isRanged() {
        return keys().stream().anyMatch(KeyExpression::isRanged);
    }

    /** False where a step of this branch below an extended key is hardened. */
    default boolean isDerivable(int branch) {
        return keys().stream().allMatch(key -> key.isDerivable(branch));
    }

    /** True where both stand for the same scripts at every branch and index, however they were written. */
    default boolean meansTheSameAs(OutputExpression other) {
        return normalized().text().equals(other.normalized().text());
    }
}
