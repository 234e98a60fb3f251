package io.countersign.crypto.psbt;

import static io.countersign.crypto.psbt.PairCheck.bare;
import static io.countersign.crypto.psbt.PsbtField.Versions.BOTH;
import static io.countersign.crypto.psbt.PsbtField.Versions.ONLY_2;

/** The fields of an output's map (BIP174, BIP370, BIP371, BIP373). */
enum OutputField implements PsbtField {
    REDEEM_SCRIPT(0x00, bare(FieldForm.ANY)),
    WITNESS_SCRIPT(0x01, bare(FieldForm.ANY)),
    BIP32_DERIVATION(0x02, PairCheck.ofKey(FieldForm.POINT, FieldForm.ORIGIN)),
    AMOUNT(0x03, ONLY_2, bare(FieldForm.sizes(8))),
    SCRIPT(0x04, ONLY_2, bare(FieldForm.ANY)),
    TAP_INTERNAL_KEY(0x05, bare(FieldForm.X_ONLY)),
    TAP_TREE(0x06, bare(FieldForm.TAP_TREE)),
    TAP_BIP32_DERIVATION(0x07, PairCheck.of(FieldForm.X_ONLY, FieldForm.TAP_ORIGIN)),
    MUSIG2_PARTICIPANT_PUBKEYS(0x08, PairCheck.ofKey(FieldForm.COMPRESSED, FieldForm.COMPRESSED_LIST)),
    PROPRIETARY(0xfc, PairCheck.of(FieldForm.PROPRIETARY_KEY, FieldForm.ANY));

    private final int type;
    private final Versions versions;
    private final PairCheck check;

    OutputField(int type, PairCheck check) {
        this(type, BOTH, check);
    }

    OutputField(int type, Versions versions, PairCheck check) {
        this.type = type;
        this.versions = versions;
        this.check = check;
    }

    @Override
    public int type() {
        return type;
    }

    @Override
    public String wireName() {
        return "PSBT_OUT_" + name();
    }

    @Override
    public Versions versions() {
        return versions;
    }

    @Override
    public PairCheck check() {
        return check;
    }
}
