package io.countersign.crypto.descriptor.miniscript;

/**
 * The type of an expression as BIP379 writes it, a set of letters: the base type (B V K W), what its correctness depends on (z o n d u),
 * its malleability (s f e, and m: it has a non-malleable satisfaction under all circumstances), and its time locks (k: none of them
 * exclude each other; and which there are: g relative time, h relative height, i absolute time, j absolute height).
 */
final class ExpressionType {

    private static final String LETTERS = "BVKWzondusfemkghij";
    private static final String BASE_TYPES = "BVKW";
    private static final ExpressionType NOTHING = new ExpressionType(0);

    private final int bits;

    private ExpressionType(int bits) {
        this.bits = bits;
    }

    static ExpressionType of(String letters) {
        return NOTHING.with(letters);
    }

    /** True where the type has all of {@code letters}. */
    boolean has(String letters) {
        int wanted = bits(letters);
        return (bits & wanted) == wanted;
    }

    boolean hasAny(String letters) {
        return (bits & bits(letters)) != 0;
    }

    boolean hasBaseOf(ExpressionType other) {
        return keep(BASE_TYPES).bits == other.keep(BASE_TYPES).bits;
    }

    ExpressionType with(String letters) {
        return new ExpressionType(bits | bits(letters));
    }

    ExpressionType with(String letters, boolean isSo) {
        return isSo ? with(letters) : this;
    }

    ExpressionType with(ExpressionType other) {
        return new ExpressionType(bits | other.bits);
    }

    /** Those of {@code letters} that the type has. */
    ExpressionType keep(String letters) {
        return new ExpressionType(bits & bits(letters));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LETTERS.length(); i++) {
            if ((bits >>> i & 1) == 1) {
                text.append(LETTERS.charAt(i));
            }
        }
        return text.toString();
    }

    private static int bits(String letters) {
        int bits = 0;
        for (int i = 0; i < letters.length(); i++) {
            bits |= 1 << LETTERS.indexOf(letters.charAt(i));
        }
        return bits;
    }
}
