package io.countersign.testing;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtMap;
import io.countersign.crypto.psbt.PsbtPair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Writes PSBTs pair by pair, so that tests can put in what our own writer never would. */
public final class TestPsbts {

    private TestPsbts() {}

    /** The bytes with one more pair in an input's map; {@code key} begins with the type. */
    public static Bytes withInputPair(Psbt psbt, int index, Bytes key, Bytes value) {
        return withPair(psbt, 1 + index, key, value);
    }

    /** The bytes with one more pair in a map: 0 is the global one, then come those of the inputs, then those of the outputs. */
    public static Bytes withPair(Psbt psbt, int map, Bytes key, Bytes value) {
        return write(psbt, map, pairs -> {
            List<Pair> more = new ArrayList<>(pairs);
            more.add(new Pair(key, value));
            return more;
        });
    }

    /** The bytes with other values in those pairs of a map that {@code chosen} names; empty values stay. */
    public static Bytes mapValue(Psbt psbt, int map, Predicate<Pair> chosen, UnaryOperator<Bytes> change) {
        return write(psbt, map, pairs -> pairs.stream()
                .map(pair -> chosen.test(pair) && !pair.value().isEmpty()
                        ? new Pair(pair.key(), change.apply(pair.value()))
                        : pair)
                .toList());
    }

    /** The bytes without those pairs of all maps that {@code dropped} names. */
    public static Bytes without(Psbt psbt, Predicate<Pair> dropped) {
        List<List<Pair>> maps = maps(psbt);
        return written(maps.stream()
                .map(pairs -> pairs.stream().filter(dropped.negate()).toList())
                .toList());
    }

    public static Bytes withRawPartialSignature(Psbt psbt, int index, Bytes publicKey, Bytes signature) {
        return withInputPair(psbt, index, Bytes.ofHex("02").plus(publicKey), signature);
    }

    private static Bytes write(Psbt psbt, int map, UnaryOperator<List<Pair>> change) {
        List<List<Pair>> maps = maps(psbt);
        maps.set(map, change.apply(maps.get(map)));
        return written(maps);
    }

    private static List<List<Pair>> maps(Psbt psbt) {
        List<List<Pair>> maps = new ArrayList<>();
        maps.add(pairs(psbt.globals()));
        psbt.inputs().forEach(input -> maps.add(pairs(input.map())));
        psbt.outputs().forEach(output -> maps.add(pairs(output.map())));
        return maps;
    }

    private static Bytes written(List<List<Pair>> maps) {
        ByteWriter out = new ByteWriter().write(Bytes.ofHex("70736274ff"));
        maps.forEach(pairs -> write(out, pairs));
        return out.toBytes();
    }

    private static List<Pair> pairs(PsbtMap map) {
        return map.pairs().stream().map(Pair::of).toList();
    }

    private static void write(ByteWriter out, List<Pair> pairs) {
        pairs.forEach(pair -> out.writeVarBytes(pair.key()).writeVarBytes(pair.value()));
        out.writeByte(0);
    }

    /** A pair; {@code key} begins with the type. */
    public record Pair(Bytes key, Bytes value) {
        static Pair of(PsbtPair pair) {
            return new Pair(pair.key(), pair.value());
        }
    }
}
