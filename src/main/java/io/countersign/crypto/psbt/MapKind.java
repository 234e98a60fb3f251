package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The three kinds of maps in a PSBT, each with the fields that it may hold. */
enum MapKind {
    GLOBAL(GlobalField.values()),
    INPUT(InputField.values()),
    OUTPUT(OutputField.values());

    private static final int NARROW_TYPES = 0xfd;

    @SuppressWarnings("NullAway") // a place without a field is null
    private final PsbtField[] byType = new PsbtField[NARROW_TYPES];

    MapKind(PsbtField[] fields) {
        for (PsbtField field : fields) {
            byType[(int) field.type()] = field;
        }
    }

    /**
     * Refuses a known field in a wrong form; the message names it. Types that no standard here knows pass.
     *
     * @param points public keys that are known to be points
     */
    void requireForm(PsbtPair pair, Set<Bytes> points) {
        PsbtField field = find(pair.type());
        if (field == null) {
            return;
        }
        try {
            if (!points.isEmpty() && points.contains(pair.keyData())) {
                field.check().requireOfPoint(pair.keyData(), pair.value());
            } else {
                field.check().require(pair.keyData(), pair.value());
            }
        } catch (MalformedException e) {
            throw new MalformedException("psbt", "%s: %s".formatted(field.wireName(), e.getMessage()));
        }
    }

    /** Refuses fields of the other version of the container: they are errors there, not unknown pairs (BIP370). */
    void requireVersion(PsbtMap map, int version) {
        for (PsbtPair pair : map.pairs()) {
            PsbtField field = find(pair.type());
            if (field != null && !field.versions().have(version)) {
                throw new MalformedException(
                        "psbt", "%s must not stand in a version %d PSBT.".formatted(field.wireName(), version));
            }
        }
    }

    boolean knows(PsbtPair pair) {
        return find(pair.type()) != null;
    }

    private @Nullable PsbtField find(long type) {
        return type < NARROW_TYPES ? byType[(int) type] : null;
    }
}
