package io.countersign.crypto.descriptor.miniscript;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fragments of BIP379's translation table without its sugar, and how each is written. */
enum Fragment {
    JUST_0("0", Arguments.NONE),
    JUST_1("1", Arguments.NONE),
    PK_K("pk_k", Arguments.KEY),
    PK_H("pk_h", Arguments.KEY),
    OLDER("older", Arguments.NUMBER),
    AFTER("after", Arguments.NUMBER),
    SHA256("sha256", Arguments.HASH_OF_32),
    HASH256("hash256", Arguments.HASH_OF_32),
    RIPEMD160("ripemd160", Arguments.HASH_OF_20),
    HASH160("hash160", Arguments.HASH_OF_20),
    MULTI("multi", Arguments.THRESHOLD_OF_KEYS),
    MULTI_A("multi_a", Arguments.THRESHOLD_OF_KEYS),
    AND_V("and_v", Arguments.TWO),
    AND_B("and_b", Arguments.TWO),
    OR_B("or_b", Arguments.TWO),
    OR_C("or_c", Arguments.TWO),
    OR_D("or_d", Arguments.TWO),
    OR_I("or_i", Arguments.TWO),
    ANDOR("andor", Arguments.THREE),
    THRESH("thresh", Arguments.THRESHOLD),
    WRAP_A("a", Arguments.WRAPPED),
    WRAP_S("s", Arguments.WRAPPED),
    WRAP_C("c", Arguments.WRAPPED),
    WRAP_D("d", Arguments.WRAPPED),
    WRAP_V("v", Arguments.WRAPPED),
    WRAP_J("j", Arguments.WRAPPED),
    WRAP_N("n", Arguments.WRAPPED);

    /** What stands in the parentheses, or behind the colon of a wrapper. */
    enum Arguments {
        NONE,
        KEY,
        NUMBER,
        HASH_OF_20,
        HASH_OF_32,
        THRESHOLD_OF_KEYS,
        TWO,
        THREE,
        THRESHOLD,
        WRAPPED;

        /** True where all arguments, but for a number before them, are expressions. */
        boolean areExpressions() {
            return this == TWO || this == THREE || this == THRESHOLD;
        }
    }

    private static final Map<String, Fragment> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(fragment -> fragment.word, Function.identity()));

    private final String word;
    private final Arguments arguments;

    Fragment(String word, Arguments arguments) {
        this.word = word;
        this.arguments = arguments;
    }

    /** The fragment that {@code word} names before a parenthesis, or alone. */
    static Optional<Fragment> find(String word) {
        return Optional.ofNullable(BY_WORD.get(word)).filter(fragment -> !fragment.isWrapper());
    }

    static Optional<Fragment> findWrapper(char letter) {
        return Optional.ofNullable(BY_WORD.get(String.valueOf(letter))).filter(Fragment::isWrapper);
    }

    String word() {
        return word;
    }

    Arguments arguments() {
        return arguments;
    }

    boolean isWrapper() {
        return arguments == Arguments.WRAPPED;
    }

    boolean isHash() {
        return arguments == Arguments.HASH_OF_20 || arguments == Arguments.HASH_OF_32;
    }
}
