package io.countersign.crypto.descriptor.miniscript;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints expressions, always with the sugar of BIP379, so that one meaning has one text. */
final class ExpressionText<K> {

    private final Function<? super K, String> keyText;

    private ExpressionText(Function<? super K, String> keyText) {
        this.keyText = keyText;
    }

    static <K> String of(Expression<K> expression, Function<? super K, String> keyText) {
        return expression.<Printed>fold(new ExpressionText<K>(keyText)::print).text();
    }

    private Printed print(Expression<K> e, List<Printed> parts) {
        return switch (e.fragment()) {
            case JUST_0, JUST_1 -> Printed.of(e.fragment().word());
            case PK_K, PK_H -> call(e, keys(e));
            case OLDER, AFTER -> call(e, Stream.of(e.number()));
            case SHA256, HASH256, RIPEMD160, HASH160 ->
                call(e, Stream.of(e.hash().toHex()));
            case MULTI, MULTI_A, THRESH ->
                call(e, Stream.concat(Stream.of(e.number()), Stream.concat(keys(e), parts.stream())));
            case AND_V -> e.part(1).is(Fragment.JUST_1) ? parts.get(0).wrapped('t') : call(e, parts.stream());
            case OR_I -> printChoice(e, parts);
            case ANDOR ->
                e.part(2).is(Fragment.JUST_0) ? call(Sugar.AND_N, parts.stream().limit(2)) : call(e, parts.stream());
            case AND_B, OR_B, OR_C, OR_D -> call(e, parts.stream());
            case WRAP_C -> printChecked(e, parts.get(0));
            case WRAP_A, WRAP_S, WRAP_D, WRAP_V, WRAP_J, WRAP_N ->
                parts.get(0).wrapped(e.fragment().word().charAt(0));
        };
    }

    private Printed printChoice(Expression<K> e, List<Printed> parts) {
        if (e.part(0).is(Fragment.JUST_0)) {
            return parts.get(1).wrapped('l');
        }
        return e.part(1).is(Fragment.JUST_0) ? parts.get(0).wrapped('u') : call(e, parts.stream());
    }

    private Printed printChecked(Expression<K> e, Printed part) {
        return switch (e.part(0).fragment()) {
            case PK_K -> call(Sugar.PK, keys(e.part(0)));
            case PK_H -> call(Sugar.PKH, keys(e.part(0)));
            default -> part.wrapped('c');
        };
    }

    private Printed call(Expression<K> e, Stream<?> arguments) {
        return call(e.fragment().word(), arguments);
    }

    private Stream<String> keys(Expression<K> e) {
        return e.keys().stream().map(keyText);
    }

    private static Printed call(String word, Stream<?> arguments) {
        return Printed.of(arguments.map(Object::toString).collect(Collectors.joining(",", word + "(", ")")));
    }

    /** Wrappers stand before one colon that all of them share. */
    private record Printed(String wrappers, String body) {

        private static Printed of(String body) {
            return new Printed("", body);
        }

        private Printed wrapped(char letter) {
            return new Printed(letter + wrappers, body);
        }

        private String text() {
            return wrappers.isEmpty() ? body : wrappers + ":" + body;
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
