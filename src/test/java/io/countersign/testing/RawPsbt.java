package io.countersign.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A PSBT of version 0 or 2 as its bare pairs, in hex, which attackers change at will. It is no part of the server and asks nothing of
 * a pair but its length.
 */
public final class RawPsbt {

    public static final String UNSIGNED_TX = "00";
    public static final String NON_WITNESS_UTXO = "00";
    public static final String WITNESS_UTXO = "01";
    public static final String PARTIAL_SIGNATURE = "02";
    public static final String SIGHASH_TYPE = "03";
    public static final String INPUT_WITNESS_SCRIPT = "05";
    public static final String INPUT_DERIVATION = "06";
    public static final String FINAL_SCRIPT_SIG = "07";
    public static final String FINAL_WITNESS = "08";
    public static final String OUTPUT_WITNESS_SCRIPT = "01";
    public static final String OUTPUT_DERIVATION = "02";
    public static final String TX_VERSION = "02";
    public static final String FALLBACK_LOCKTIME = "03";
    public static final String INPUT_COUNT = "04";
    public static final String OUTPUT_COUNT = "05";
    public static final String TX_MODIFIABLE = "06";
    public static final String VERSION = "fb";
    public static final String PREVIOUS_TXID = "0e";
    public static final String OUTPUT_INDEX = "0f";
    public static final String SEQUENCE = "10";
    public static final String REQUIRED_TIME_LOCKTIME = "11";
    public static final String REQUIRED_HEIGHT_LOCKTIME = "12";
    public static final String OUTPUT_AMOUNT = "03";
    public static final String OUTPUT_SCRIPT = "04";

    private static final byte[] MAGIC = HexFormat.of().parseHex("70736274ff");

    private final Map<String, String> global;
    private final List<Map<String, String>> inputs;
    private final List<Map<String, String>> outputs;

    private RawPsbt(Map<String, String> global, List<Map<String, String>> inputs, List<Map<String, String>> outputs) {
        this.global = global;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** The PSBT around an unsigned transaction, with empty maps. */
    public static RawPsbt of(fr.acinq.bitcoin.Transaction unsigned) {
        Map<String, String> global = new LinkedHashMap<>();
        global.put(UNSIGNED_TX, hex(fr.acinq.bitcoin.Transaction.write(unsigned)));
        return new RawPsbt(global, maps(unsigned.txIn.size()), maps(unsigned.txOut.size()));
    }

    public static RawPsbt parse(byte[] psbt) {
        ByteBuffer in =
                ByteBuffer.wrap(psbt, MAGIC.length, psbt.length - MAGIC.length).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, String> global = readMap(in);
        int inputCount = count(global, INPUT_COUNT, unsigned -> unsigned.txIn.size());
        int outputCount = count(global, OUTPUT_COUNT, unsigned -> unsigned.txOut.size());
        List<Map<String, String>> inputs = readMaps(in, inputCount);
        List<Map<String, String>> outputs = readMaps(in, outputCount);
        return new RawPsbt(global, inputs, outputs);
    }

    public static RawPsbt parse(String base64) {
        return parse(Base64.getDecoder().decode(base64));
    }

    /** The same as version 2, by BIP370's tables. */
    public RawPsbt toV2() {
        RawPsbt two = copy();
        fr.acinq.bitcoin.Transaction unsigned = unsigned();
        two.global.remove(UNSIGNED_TX);
        two.global.put(TX_VERSION, littleEndian(unsigned.version, 4));
        two.global.put(FALLBACK_LOCKTIME, littleEndian(unsigned.lockTime, 4));
        two.global.put(INPUT_COUNT, hex(compactSize(inputs.size())));
        two.global.put(OUTPUT_COUNT, hex(compactSize(outputs.size())));
        two.global.put(VERSION, littleEndian(2, 4));
        for (int i = 0; i < inputs.size(); i++) {
            fr.acinq.bitcoin.TxIn input = unsigned.txIn.get(i);
            two.input(i).put(PREVIOUS_TXID, hex(input.outPoint.hash.value.toByteArray()));
            two.input(i).put(OUTPUT_INDEX, littleEndian(input.outPoint.index, 4));
            two.input(i).put(SEQUENCE, littleEndian(input.sequence, 4));
        }
        for (int i = 0; i < outputs.size(); i++) {
            fr.acinq.bitcoin.TxOut output = unsigned.txOut.get(i);
            two.output(i).put(OUTPUT_AMOUNT, littleEndian(output.amount.toLong(), 8));
            two.output(i).put(OUTPUT_SCRIPT, hex(output.publicKeyScript.toByteArray()));
        }
        return two;
    }

    public RawPsbt copy() {
        return parse(bytes());
    }

    public fr.acinq.bitcoin.Transaction unsigned() {
        return fr.acinq.bitcoin.Transaction.read(global.get(UNSIGNED_TX));
    }

    public Map<String, String> global() {
        return global;
    }

    public Map<String, String> input(int index) {
        return inputs.get(index);
    }

    public Map<String, String> output(int index) {
        return outputs.get(index);
    }

    /** The value of the one pair of this type. */
    public static Optional<String> find(Map<String, String> map, String type) {
        return map.entrySet().stream()
                .filter(pair -> pair.getKey().startsWith(type))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** With a signature (DER and hash type, or whatever it is) by a public key. */
    public RawPsbt withSignature(int input, String publicKey, String signature) {
        RawPsbt changed = copy();
        changed.input(input).put(PARTIAL_SIGNATURE + publicKey, signature);
        return changed;
    }

    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        writeMap(out, global);
        inputs.forEach(map -> writeMap(out, map));
        outputs.forEach(map -> writeMap(out, map));
        return out.toByteArray();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes());
    }

    public static byte[] compactSize(long size) {
        if (size < 0xfd) {
            return new byte[] {(byte) size};
        }
        ByteBuffer out = ByteBuffer.allocate(size <= 0xffff ? 3 : size <= 0xffffffffL ? 5 : 9)
                .order(ByteOrder.LITTLE_ENDIAN);
        switch (out.capacity()) {
            case 3 -> out.put((byte) 0xfd).putShort((short) size);
            case 5 -> out.put((byte) 0xfe).putInt((int) size);
            default -> out.put((byte) 0xff).putLong(size);
        }
        return out.array();
    }

    /** Of the field of version 2, or of version 0's transaction. */
    private static int count(
            Map<String, String> global, String field, ToIntFunction<fr.acinq.bitcoin.Transaction> ofTransaction) {
        return global.containsKey(UNSIGNED_TX)
                ? ofTransaction.applyAsInt(fr.acinq.bitcoin.Transaction.read(global.get(UNSIGNED_TX)))
                : readSize(ByteBuffer.wrap(HexFormat.of().parseHex(global.get(field)))
                        .order(ByteOrder.LITTLE_ENDIAN));
    }

    private static List<Map<String, String>> readMaps(ByteBuffer in, int count) {
        List<Map<String, String>> maps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            maps.add(readMap(in));
        }
        return maps;
    }

    public static String littleEndian(long value, int size) {
        byte[] eight = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        return hex(Arrays.copyOf(eight, size));
    }

    private static List<Map<String, String>> maps(int count) {
        List<Map<String, String>> maps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            maps.add(new LinkedHashMap<>());
        }
        return maps;
    }

    private static Map<String, String> readMap(ByteBuffer in) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String key = readString(in); !key.isEmpty(); key = readString(in)) {
            map.put(key, readString(in));
        }
        return map;
    }

    private static String readString(ByteBuffer in) {
        byte[] bytes = new byte[readSize(in)];
        in.get(bytes);
        return hex(bytes);
    }

    private static int readSize(ByteBuffer in) {
        int first = Byte.toUnsignedInt(in.get());
        return switch (first) {
            case 0xfd -> Short.toUnsignedInt(in.getShort());
            case 0xfe -> in.getInt();
            default -> first;
        };
    }

    private static void writeMap(ByteArrayOutputStream out, Map<String, String> map) {
        map.forEach((key, value) -> {
            writeString(out, key);
            writeString(out, value);
        });
        out.write(0);
    }

    private static void writeString(ByteArrayOutputStream out, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        out.writeBytes(compactSize(bytes.length));
        out.writeBytes(bytes);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
