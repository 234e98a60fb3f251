package io.countersign.crypto.psbt;

import static io.countersign.crypto.psbt.PairCheck.bare;
import static io.countersign.crypto.psbt.PsbtField.Versions.BOTH;
import static io.countersign.crypto.psbt.PsbtField.Versions.ONLY_0;
import static io.countersign.crypto.psbt.PsbtField.Versions.ONLY_2;

/** The fields of the global map (BIP174, BIP370). */
enum GlobalField implements PsbtField {
    UNSIGNED_TX(0x00, ONLY_0, bare(FieldForm.ANY)),
    XPUB(0x01, BOTH, GlobalXpub::requireForm),
    TX_VERSION(0x02, ONLY_2, bare(FieldForm.UINT32)),
    FALLBACK_LOCKTIME(0x03, ONLY_2, bare(FieldForm.UINT32)),
    INPUT_COUNT(0x04, ONLY_2, bare(FieldForm.COMPACT_SIZE)),
    OUTPUT_COUNT(0x05, ONLY_2, bare(FieldForm.COMPACT_SIZE)),
    TX_MODIFIABLE(0x06, ONLY_2, bare(FieldForm.sizes(1))),
    VERSION(0xfb, BOTH, bare(FieldForm.UINT32)),
    PROPRIETARY(0xfc, BOTH, PairCheck.of(FieldForm.PROPRIETARY_KEY, FieldForm.ANY));

    /** PSBT_GLOBAL_GENERIC_SIGNED_MESSAGE (BIP322), otherwise kept as unknown. */
    static final int SIGNED_MESSAGE_TYPE = 0x09;

    private final int type;
    private final Versions versions;
    private final PairCheck check;

    GlobalField(int type, Versions versions, PairCheck check) {
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
        return "PSBT_GLOBAL_" + name();
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
