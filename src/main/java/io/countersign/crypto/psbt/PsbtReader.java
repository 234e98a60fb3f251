package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a PSBT of version 0 or 2 strictly (BIP174, BIP370): no repeated keys, no wrong lengths, no points off the curve, nothing
 * behind the last map. The values of partial signatures are not looked into. Limits are judged before anything is allocated.
 */
public final class PsbtReader {

    public static final int MAX_SIZE = 2 * 1024 * 1024;
    public static final int MAX_INPUTS = 250;
    public static final int MAX_OUTPUTS = 2_000;

    /** Room for 15 keys on every input and output at their limits, and far less than 2 MiB of tiny pairs would make. */
    private static final int MAX_PAIRS = 65_536;

    private final ByteReader in;
    private final Set<Bytes> points;
    private int pairsLeft = MAX_PAIRS;

    private PsbtReader(Bytes bytes, Set<Bytes> points) {
        this.in = new ByteReader("psbt", bytes);
        this.points = points;
    }

    /** @throws MalformedException for anything but one whole PSBT within the limits */
    public static Psbt read(Bytes bytes) {
        return read(bytes, Set.of());
    }

    /**
     * The same, for one who knows some of the keys in it: those of {@code points}, each 33 bytes, need no look at the curve.
     */
    public static Psbt read(Bytes bytes, Set<Bytes> points) {
        return new PsbtReader(requireBegin(bytes), points).readPsbt();
    }

    /** Reads the Base64 form. */
    public static Psbt readText(String base64) {
        return read(Base64Text.decode(base64));
    }

    private static Bytes requireBegin(Bytes bytes) {
        if (bytes.size() > MAX_SIZE) {
            throw new MalformedException(
                    "psbt", "The PSBT has %d bytes, and 2 MiB is the limit.".formatted(bytes.size()));
        }
        if (!bytes.startsWith(PsbtWriter.MAGIC)) {
            throw new MalformedException("psbt", 0, "A PSBT begins with the bytes 70736274ff.");
        }
        return bytes;
    }

    private Psbt readPsbt() {
        in.readBytes(PsbtWriter.MAGIC.size());
        PsbtMap globals = readMap(MapKind.GLOBAL);
        int version = versionOf(globals);
        MapKind.GLOBAL.requireVersion(globals, version);
        Psbt psbt = version == 0 ? readVersion0(globals) : readVersion2(globals);
        in.requireEnd();
        return psbt;
    }

    private static int versionOf(PsbtMap globals) {
        long version = globals.find(GlobalField.VERSION).map(PsbtReader::uint32).orElse(0L);
        if (version != 0 && version != 2) {
            throw new MalformedException("psbt", "The PSBT has version %d; there are only 0 and 2.".formatted(version));
        }
        return (int) version;
    }

    private PsbtV0 readVersion0(PsbtMap globals) {
        Bytes unsigned = required(globals, GlobalField.UNSIGNED_TX);
        Transaction transaction = Transaction.parseWithoutWitness(unsigned, MAX_INPUTS, MAX_OUTPUTS);
        List<PsbtInput> inputs = readMaps(MapKind.INPUT, transaction.inputs().size(), 0, PsbtInput::new);
        List<PsbtOutput> outputs =
                readMaps(MapKind.OUTPUT, transaction.outputs().size(), 0, PsbtOutput::new);
        return new PsbtV0(globals, transaction, inputs, outputs);
    }

    private PsbtV2 readVersion2(PsbtMap globals) {
        required(globals, GlobalField.TX_VERSION);
        int inputCount = count(globals, GlobalField.INPUT_COUNT, MAX_INPUTS);
        int outputCount = count(globals, GlobalField.OUTPUT_COUNT, MAX_OUTPUTS);
        List<PsbtInput> inputs = readMaps(MapKind.INPUT, inputCount, 2, PsbtReader::inputOfV2);
        List<PsbtOutput> outputs = readMaps(MapKind.OUTPUT, outputCount, 2, PsbtReader::outputOfV2);
        return new PsbtV2(globals, inputs, outputs);
    }

    private static PsbtInput inputOfV2(PsbtMap map) {
        required(map, InputField.PREVIOUS_TXID);
        required(map, InputField.OUTPUT_INDEX);
        return new PsbtInput(map);
    }

    private static PsbtOutput outputOfV2(PsbtMap map) {
        required(map, OutputField.AMOUNT);
        if (!map.has(OutputField.SCRIPT)) {
            throw new MalformedException(
                    "psbt", "PSBT_OUT_SCRIPT is missing: without it (BIP375) nobody knows what is paid.");
        }
        return new PsbtOutput(map);
    }

    private <T> List<T> readMaps(MapKind kind, int count, int version, Function<PsbtMap, T> make) {
        List<T> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            PsbtMap map = readMap(kind);
            kind.requireVersion(map, version);
            made.add(make.apply(map));
        }
        return made;
    }

    private PsbtMap readMap(MapKind kind) {
        List<PsbtPair> pairs = new ArrayList<>();
        for (int keySize = in.readLength(); keySize > 0; keySize = in.readLength()) {
            pairs.add(readPair(kind, keySize));
        }
        return PsbtMap.of(pairs);
    }

    private PsbtPair readPair(MapKind kind, int keySize) {
        int start = in.position();
        if (pairsLeft-- == 0) {
            throw in.malformed(start, "The PSBT has more than %d pairs.".formatted(MAX_PAIRS));
        }
        Bytes key = in.readBytes(keySize);
        Bytes value = in.readVarBytes();
        try {
            PsbtPair pair = PsbtPair.parse(key, value);
            kind.requireForm(pair, points);
            return pair;
        } catch (MalformedException e) {
            throw in.malformed(start, e.getMessage());
        }
    }

    private static int count(PsbtMap globals, GlobalField field, int most) {
        long count = new ByteReader("psbt", required(globals, field)).readCompactSize();
        if (count > most) {
            throw new MalformedException(
                    "psbt", "%s is %d, and %d is the limit.".formatted(field.wireName(), count, most));
        }
        return (int) count;
    }

    private static Bytes required(PsbtMap map, PsbtField field) {
        return map.find(field).orElseThrow(() -> new MalformedException("psbt", field.wireName() + " is missing."));
    }

    private static long uint32(Bytes value) {
        return new ByteReader("psbt", value).readUint32();
    }
}
