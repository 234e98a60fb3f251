package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import java.util.Arrays;
import java.util.Optional;

/** The three kinds of maps in a PSBT, each with the fields that it may hold. */
enum MapKind {
    GLOBAL(GlobalField.values()),
    INPUT(InputField.values()),
    OUTPUT(OutputField.values());

    private final PsbtField[] fields;

    MapKind(PsbtField[] fields) {
        this.fields = fields;
    }

    /** Refuses a known field in a wrong form; the message names it. Types that no standard here knows pass. */
    void requireForm(PsbtPair pair) {
        Optional<PsbtField> known = find(pair.type());
        if (known.isEmpty()) {
            return;
        }
        try {
            known.get().check().require(pair.keyData(), pair.value());
        } catch (MalformedException e) {
            throw new MalformedException("psbt", "%s: %s".formatted(known.get().wireName(), e.getMessage()));
        }
    }

    /** Refuses fields of the other version of the container: they are errors there, not unknown pairs (BIP370). */
    void requireVersion(PsbtMap map, int version) {
        for (PsbtField field : fields) {
            if (!field.versions().have(version) && map.has(field)) {
                throw new MalformedException(
                        "psbt", "%s must not stand in a version %d PSBT.".formatted(field.wireName(), version));
            }
        }
    }

    boolean knows(PsbtPair pair) {
        return find(pair.type()).isPresent();
    }

    private Optional<PsbtField> find(long type) {
        return Arrays.stream(fields).filter(field -> field.type() == type).findFirst();
    }
}
