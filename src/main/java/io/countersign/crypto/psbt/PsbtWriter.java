package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a PSBT in one fixed order: pairs by their keys, but the partial signatures of an input by the HASH160 of the public key, as
 * the examples of BIP174 have them.
 */
public final class PsbtWriter {

    static final Bytes MAGIC = Bytes.ofHex("70736274ff");

    private static final Comparator<PsbtPair> BY_KEY_HASH =
            Comparator.comparing(pair -> Hashes.hash160(pair.keyData()));

    private PsbtWriter() {}

    public static Bytes write(Psbt psbt) {
        ByteWriter out = new ByteWriter(4096).write(MAGIC);
        writeMap(out, psbt.globals().pairs());
        psbt.inputs().forEach(input -> writeMap(out, inputPairs(input.map())));
        psbt.outputs().forEach(output -> writeMap(out, output.map().pairs()));
        return out.toBytes();
    }

    /** Padded Base64, the text form of BIP174, "Encoding". */
    public static String writeText(Psbt psbt) {
        return Base64Text.encode(write(psbt));
    }

    private static List<PsbtPair> inputPairs(PsbtMap map) {
        Stream<PsbtPair> signatures = map.stream(InputField.PARTIAL_SIG).sorted(BY_KEY_HASH);
        Stream<PsbtPair> before = map.pairs().stream().filter(pair -> pair.type() < InputField.PARTIAL_SIG.type());
        Stream<PsbtPair> behind = map.pairs().stream().filter(pair -> pair.type() > InputField.PARTIAL_SIG.type());
        return Stream.of(before, signatures, behind).flatMap(pairs -> pairs).toList();
    }

    private static void writeMap(ByteWriter out, List<PsbtPair> pairs) {
        for (PsbtPair pair : pairs) {
            out.writeVarBytes(pair.key()).writeVarBytes(pair.value());
        }
        out.writeByte(0);
    }
}
