package io.countersign.testing;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtMap;
import io.countersign.crypto.psbt.PsbtPair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes PSBTs pair by pair, so that tests can put in what our own writer never would. */
public final class TestPsbts {

    private TestPsbts() {}

    /** The bytes with one more pair in an input's map; {@code key} begins with the type. */
    public static Bytes withInputPair(Psbt psbt, int index, Bytes key, Bytes value) {
        return write(psbt, index, pairs -> {
            List<Pair> more = new ArrayList<>(pairs);
            more.add(new Pair(key, value));
            return more;
        });
    }

    public static Bytes withRawPartialSignature(Psbt psbt, int index, Bytes publicKey, Bytes signature) {
        return withInputPair(psbt, index, Bytes.ofHex("02").plus(publicKey), signature);
    }

    private static Bytes write(Psbt psbt, int index, UnaryOperator<List<Pair>> change) {
        ByteWriter out = new ByteWriter().write(Bytes.ofHex("70736274ff"));
        write(out, pairs(psbt.globals()));
        for (int i = 0; i < psbt.inputs().size(); i++) {
            List<Pair> pairs = pairs(psbt.inputs().get(i).map());
            write(out, i == index ? change.apply(pairs) : pairs);
        }
        psbt.outputs().forEach(output -> write(out, pairs(output.map())));
        return out.toBytes();
    }

    private static List<Pair> pairs(PsbtMap map) {
        return map.pairs().stream().map(Pair::of).toList();
    }

    private static void write(ByteWriter out, List<Pair> pairs) {
        pairs.forEach(pair -> out.writeVarBytes(pair.key()).writeVarBytes(pair.value()));
        out.writeByte(0);
    }

    private record Pair(Bytes key, Bytes value) {
        static Pair of(PsbtPair pair) {
            return new Pair(pair.key(), pair.value());
        }
    }
}
