package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the fragments that hold no expressions: keys, time locks, hashes, multisig. */
final class LeafParser<K> {

    private final TextCursor text;
    private final ScriptContext context;
    private final Function<String, K> keys;

    LeafParser(TextCursor text, ScriptContext context, Function<String, K> keys) {
        this.text = text;
        this.context = context;
        this.keys = keys;
    }

    /** The fragment of {@code word}, which has been read already. */
    Expression<K> read(String word) {
        return switch (word) {
            case Sugar.PK -> checked(Fragment.PK_K);
            case Sugar.PKH -> checked(Fragment.PK_H);
            default ->
                read(Fragment.find(word).orElseThrow(() -> text.malformed("Expected a fragment of miniscript.")));
        };
    }

    private Expression<K> checked(Fragment fragment) {
        return Expression.of(context, Fragment.WRAP_C, List.of(read(fragment)));
    }

    private Expression<K> read(Fragment fragment) {
        if (fragment.arguments() == Fragment.Arguments.NONE) {
            return Expression.of(context, fragment, List.of());
        }
        text.require('(');
        Expression<K> leaf = withArguments(fragment);
        text.require(')');
        return leaf;
    }

    private Expression<K> withArguments(Fragment fragment) {
        return switch (fragment.arguments()) {
            case KEY -> Expression.ofKey(context, fragment, key());
            case NUMBER -> Expression.lock(context, fragment, text.number());
            case HASH_OF_20 -> Expression.hash(context, fragment, hash(20));
            case HASH_OF_32 -> Expression.hash(context, fragment, hash(32));
            case THRESHOLD_OF_KEYS -> Expression.multi(context, fragment, text.smallNumber(), moreKeys());
            case NONE, TWO, THREE, THRESHOLD, WRAPPED ->
                throw new IllegalStateException(fragment + " holds no arguments of its own");
        };
    }

    private List<K> moreKeys() {
        List<K> read = new ArrayList<>();
        while (text.skip(',')) {
            read.add(key());
        }
        return read;
    }

    private K key() {
        return keys.apply(text.argument());
    }

    private Bytes hash(int size) {
        String hex = text.argument();
        if (hex.length() != 2 * size) {
            throw text.malformed("Expected a hash of %d bytes in hex.".formatted(size));
        }
        return Bytes.ofHex(hex);
    }
}
