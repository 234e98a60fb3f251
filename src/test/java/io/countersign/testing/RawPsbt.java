package io.countersign.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A PSBT of version 0 as its bare pairs, in hex, which attackers change at will. It is no part of the server and asks nothing of a
 * pair but its length.
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
        fr.acinq.bitcoin.Transaction unsigned = fr.acinq.bitcoin.Transaction.read(global.get(UNSIGNED_TX));
        List<Map<String, String>> inputs = new ArrayList<>();
        unsigned.txIn.forEach(input -> inputs.add(readMap(in)));
        List<Map<String, String>> outputs = new ArrayList<>();
        unsigned.txOut.forEach(output -> outputs.add(readMap(in)));
        return new RawPsbt(global, inputs, outputs);
    }

    public static RawPsbt parse(String base64) {
        return parse(Base64.getDecoder().decode(base64));
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
