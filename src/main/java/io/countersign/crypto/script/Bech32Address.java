package io.countersign.crypto.script;

import io.countersign.crypto.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.bitcoinj.base.Bech32;
import org.bitcoinj.base.exceptions.AddressFormatException;

/**
 * A witness program with its prefix (BIP173, BIP350). The checksum is bitcoinj's; its address class is not used, since it refuses
 * programs of version 1 that are no taproot keys.
 */
record Bech32Address(String prefix, int version, Bytes program) {

    /** Reads text of either case; empty where it is no address under today's rules. */
    static Optional<Bech32Address> parse(String text) {
        Bech32.Bech32Data decoded;
        try {
            decoded = Bech32.decode(text);
        } catch (AddressFormatException e) {
            return Optional.empty();
        }
        byte[] groups = decoded.bytes();
        if (groups.length == 0 || groups[0] > 16 || decoded.encoding != encoding(groups[0])) {
            return Optional.empty();
        }
        return regroup(groups, 1, 5, 8)
                .filter(program -> isProgram(groups[0], program))
                .map(program -> new Bech32Address(decoded.hrp, groups[0], program));
    }

    String toText() {
        byte[] data = regroup(program.toArray(), 0, 8, 5).orElseThrow().toArray();
        byte[] groups = new byte[data.length + 1];
        groups[0] = (byte) version;
        System.arraycopy(data, 0, groups, 1, data.length);
        return Bech32.encode(encoding(version), prefix, new Groups(groups));
    }

    Bytes script() {
        return OutputScript.witness(version, program);
    }

    private static boolean isProgram(int version, Bytes program) {
        int size = program.size();
        return version == 0 ? size == 20 || size == 32 : size >= 2 && size <= 40;
    }

    private static Bech32.Encoding encoding(int version) {
        return version == 0 ? Bech32.Encoding.BECH32 : Bech32.Encoding.BECH32M;
    }

    /** Regroups bits; towards bytes the padding must be zero and shorter than a group (BIP173, "Segwit address format"). */
    private static Optional<Bytes> regroup(byte[] source, int start, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int bits = 0;
        int held = 0;
        for (int i = start; i < source.length; i++) {
            held = (held << from | source[i] & 0xff) & 0xfff;
            bits += from;
            while (bits >= to) {
                bits -= to;
                out.write(held >>> bits & (1 << to) - 1);
            }
        }
        int rest = held & (1 << bits) - 1;
        if (to == 5 && bits > 0) {
            out.write(rest << to - bits);
        }
        boolean badPadding = to == 8 && (bits >= from || rest != 0);
        return badPadding ? Optional.empty() : Optional.of(Bytes.wrap(out.toByteArray()));
    }

    /** Five-bit groups as bitcoinj's encoder takes them. */
    private static final class Groups extends Bech32.Bech32Bytes {
        Groups(byte[] groups) {
            super(groups);
        }
    }
}
