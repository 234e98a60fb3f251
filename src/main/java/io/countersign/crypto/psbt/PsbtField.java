package io.countersign.crypto.psbt;

/** What a map may hold under one type. The constants of its enums are the names of the standards without their prefix. */
sealed interface PsbtField permits GlobalField, InputField, OutputField {

    int type();

    /** The name in the standards, such as {@code PSBT_IN_PARTIAL_SIG}. */
    String wireName();

    Versions versions();

    /** Refuses key data and values that do not have the field's form. */
    PairCheck check();

    /** The versions of the container that have the field. */
    enum Versions {
        BOTH,
        ONLY_0,
        ONLY_2;

        boolean have(int version) {
            return this == BOTH || (this == ONLY_0) == (version == 0);
        }
    }
}
