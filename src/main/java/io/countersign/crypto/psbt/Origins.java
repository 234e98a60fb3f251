package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.key.KeyOrigin;
import java.util.ArrayList;
import java.util.List;

/** Key origins as PSBT fields hold them: 4 bytes of fingerprint, then the steps of the path, 32 bits little endian each. */
final class Origins {

    private static final int STEP_SIZE = 4;
    private static final int MOST_STEPS = 255;

    private Origins() {}

    static void requireForm(Bytes value) {
        int size = value.size();
        if (size < Fingerprint.SIZE || size % STEP_SIZE != 0 || pathLength(value) > MOST_STEPS) {
            throw new MalformedException("psbt", "a key origin has 4 bytes and 4 for each step of its path.");
        }
    }

    static int pathLength(Bytes value) {
        return (value.size() - Fingerprint.SIZE) / STEP_SIZE;
    }

    static KeyOrigin parse(Bytes value) {
        requireForm(value);
        ByteReader in = new ByteReader("psbt", value);
        Fingerprint fingerprint = new Fingerprint(in.readBytes(Fingerprint.SIZE));
        List<Long> steps = new ArrayList<>();
        while (in.hasMore()) {
            steps.add(in.readUint32());
        }
        return new KeyOrigin(fingerprint, new DerivationPath(steps));
    }

    static Bytes serialize(KeyOrigin origin) {
        ByteWriter out = new ByteWriter().write(origin.fingerprint().bytes());
        origin.path().steps().forEach(out::writeInt32);
        return out.toBytes();
    }
}
