package io.countersign.crypto.descriptor.miniscript;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Miniscripts drawn at random, from the top down by the base types that BIP379's table asks for; what comes out ill-typed or not sane is
 * drawn again. Keys are named {@code K0}, {@code K1}, ... from left to right, so none is repeated.
 */
final class RandomMiniscript {

    /** What the hash fragments of these texts ask for. */
    static final List<Bytes> PREIMAGES = IntStream.range(0, 3)
            .mapToObj(i -> Hashes.sha256(Bytes.wrap(new byte[] {(byte) i})).bytes())
            .toList();

    private static final Pattern KEY = Pattern.compile("K\\d*");
    private static final List<Integer> OLDER = List.of(1, 3, 144, 65_535, 4_194_305, 4_194_306);
    private static final List<Integer> AFTER = List.of(1, 100, 499_999_999, 500_000_000, 1_700_000_000);
    private static final int DEEPEST = 4;

    private final Random random;
    private final ScriptContext context;
    private final boolean hasHashes;

    private RandomMiniscript(Random random, ScriptContext context, boolean hasHashes) {
        this.random = random;
        this.context = context;
        this.hasHashes = hasHashes;
    }

    static Miniscript<String> sane(long seed, ScriptContext context, boolean hasHashes) {
        RandomMiniscript maker = new RandomMiniscript(new Random(seed), context, hasHashes);
        return maker.drawUntil(() -> maker.base(DEEPEST), text -> Miniscript.parse(text, context, Function.identity()));
    }

    /** A sane one without hashes, which can be spent in at most 64 ways. */
    static Miniscript<String> ofFewBranches(long seed, ScriptContext context) {
        RandomMiniscript maker = new RandomMiniscript(new Random(seed), context, false);
        return maker.drawUntil(() -> maker.base(DEEPEST), text -> {
            Miniscript<String> miniscript = Miniscript.parse(text, context, Function.identity());
            miniscript.branches();
            return miniscript;
        });
    }

    /** Any well-typed one, of any base type, sane or not. */
    static Expression<String> typed(long seed, ScriptContext context) {
        RandomMiniscript maker = new RandomMiniscript(new Random(seed), context, true);
        return maker.drawUntil(maker::any, text -> ExpressionParser.parse(text, context, Function.identity()));
    }

    /** A text with other names or expressions in the place of its keys. */
    static String withKeys(String text, Function<String, String> keys) {
        return KEY.matcher(text).replaceAll(match -> Matcher.quoteReplacement(keys.apply(match.group())));
    }

    private <T> T drawUntil(Supplier<String> draw, Function<String, T> read) {
        while (true) {
            int[] next = {0};
            String text = withKeys(draw.get(), key -> "K" + next[0]++);
            try {
                return read.apply(text);
            } catch (MalformedException e) {
                // Another one.
            }
        }
    }

    private String any() {
        return switch (random.nextInt(4)) {
            case 0 -> base(DEEPEST);
            case 1 -> verify(DEEPEST);
            case 2 -> key(DEEPEST);
            default -> wrapped(unit(DEEPEST));
        };
    }

    /** Of type B. */
    private String base(int depth) {
        if (depth == 0) {
            return leaf();
        }
        return switch (random.nextInt(14)) {
            case 0 -> leaf();
            case 1, 2, 3 -> "and_v(%s,%s)".formatted(verify(depth - 1), base(depth - 1));
            case 4 -> "and_b(%s,%s)".formatted(base(depth - 1), wrapped(base(depth - 1)));
            case 5, 6 -> "or_d(%s,%s)".formatted(unit(depth - 1), base(depth - 1));
            case 7, 8 -> "or_i(%s,%s)".formatted(base(depth - 1), base(depth - 1));
            case 9, 10 -> "andor(%s,%s,%s)".formatted(unit(depth - 1), base(depth - 1), base(depth - 1));
            case 11 -> with("t", verify(depth - 1));
            case 12 -> with("c", key(depth - 1));
            default -> unit(depth);
        };
    }

    /** Of type B with d and u, most times. */
    private String unit(int depth) {
        if (depth == 0) {
            return signed();
        }
        return switch (random.nextInt(10)) {
            case 0, 1 -> signed();
            case 2 -> "or_b(%s,%s)".formatted(unit(depth - 1), wrapped(unit(depth - 1)));
            case 3 -> "or_d(%s,%s)".formatted(unit(depth - 1), unit(depth - 1));
            case 4 -> "and_n(%s,%s)".formatted(unit(depth - 1), base(depth - 1));
            case 5 -> with(pick(List.of("l", "u")) + pick(List.of("", "n")), base(depth - 1));
            case 6 -> with("j", base(depth - 1));
            case 7 -> with(context == ScriptContext.TAPSCRIPT ? "d" : "nd", with("v", lock()));
            default -> threshold(depth);
        };
    }

    private String threshold(int depth) {
        List<String> parts = new ArrayList<>(List.of(unit(depth - 1)));
        int more = random.nextInt(4);
        for (int i = 0; i < more; i++) {
            parts.add(
                    switch (random.nextInt(6)) {
                        case 0 -> wrapped(unit(depth - 1));
                        case 1 -> with(pick(List.of("a", "s")) + "ln", lock());
                        default -> wrapped(signed());
                    });
        }
        return "thresh(%d,%s)".formatted(1 + random.nextInt(parts.size()), String.join(",", parts));
    }

    /** Of type V. */
    private String verify(int depth) {
        if (depth == 0) {
            return with("v", leaf());
        }
        return switch (random.nextInt(8)) {
            case 0 -> "and_v(%s,%s)".formatted(verify(depth - 1), verify(depth - 1));
            case 1 -> "or_c(%s,%s)".formatted(unit(depth - 1), verify(depth - 1));
            case 2 -> "or_i(%s,%s)".formatted(verify(depth - 1), verify(depth - 1));
            case 3 -> "andor(%s,%s,%s)".formatted(unit(depth - 1), verify(depth - 1), verify(depth - 1));
            case 4, 5 -> with("v", signed());
            default -> with("v", base(depth - 1));
        };
    }

    /** Of type K. */
    private String key(int depth) {
        return switch (depth == 0 ? random.nextInt(2) : random.nextInt(5)) {
            case 0 -> "pk_k(K)";
            case 1 -> "pk_h(K)";
            case 2 -> "or_i(%s,%s)".formatted(key(depth - 1), key(depth - 1));
            case 3 -> "and_v(%s,%s)".formatted(verify(depth - 1), key(depth - 1));
            default -> "andor(%s,%s,%s)".formatted(unit(depth - 1), key(depth - 1), key(depth - 1));
        };
    }

    private String leaf() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> lock();
            case 2 -> hasHashes ? hash() : lock();
            case 3 -> random.nextInt(8) == 0 ? pick(List.of("0", "1")) : signed();
            default -> signed();
        };
    }

    private String signed() {
        return switch (random.nextInt(5)) {
            case 0 -> "pkh(K)";
            case 1 -> multi();
            default -> "pk(K)";
        };
    }

    private String lock() {
        return random.nextBoolean() ? "older(" + pick(OLDER) + ")" : "after(" + pick(AFTER) + ")";
    }

    private String hash() {
        Bytes preimage = pick(PREIMAGES);
        return switch (random.nextInt(4)) {
            case 0 -> "sha256(%s)".formatted(Hashes.sha256(preimage));
            case 1 -> "hash256(%s)".formatted(Hashes.doubleSha256(preimage));
            case 2 -> "hash160(%s)".formatted(Hashes.hash160(preimage));
            default -> "ripemd160(%s)".formatted(Hashes.ripemd160(preimage));
        };
    }

    private String multi() {
        int total = 1 + random.nextInt(4);
        String word = context == ScriptContext.P2WSH ? "multi" : "multi_a";
        return "%s(%d,%s)"
                .formatted(word, 1 + random.nextInt(total), String.join(",", Collections.nCopies(total, "K")));
    }

    private String wrapped(String text) {
        return with(pick(List.of("a", "s")), text);
    }

    private static String with(String wrappers, String text) {
        boolean isWrapped = text.matches("[a-z]+:.*");
        return wrappers + (isWrapped ? "" : ":") + text;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
