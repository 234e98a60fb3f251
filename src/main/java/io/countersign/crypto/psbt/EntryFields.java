package io.countersign.crypto.psbt;

/** The fields that inputs and outputs have alike, under types of their own. */
record EntryFields(
        MapKind kind,
        PsbtField redeemScript,
        PsbtField witnessScript,
        PsbtField derivation,
        PsbtField tapInternalKey,
        PsbtField tapDerivation,
        PsbtField musigParticipants) {

    static final EntryFields OF_INPUT = new EntryFields(
            MapKind.INPUT,
            InputField.REDEEM_SCRIPT,
            InputField.WITNESS_SCRIPT,
            InputField.BIP32_DERIVATION,
            InputField.TAP_INTERNAL_KEY,
            InputField.TAP_BIP32_DERIVATION,
            InputField.MUSIG2_PARTICIPANT_PUBKEYS);
    static final EntryFields OF_OUTPUT = new EntryFields(
            MapKind.OUTPUT,
            OutputField.REDEEM_SCRIPT,
            OutputField.WITNESS_SCRIPT,
            OutputField.BIP32_DERIVATION,
            OutputField.TAP_INTERNAL_KEY,
            OutputField.TAP_BIP32_DERIVATION,
            OutputField.MUSIG2_PARTICIPANT_PUBKEYS);
}
