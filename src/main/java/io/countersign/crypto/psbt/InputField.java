package io.countersign.crypto.psbt;

import static io.countersign.crypto.psbt.PairCheck.bare;
import static io.countersign.crypto.psbt.PsbtField.Versions.BOTH;
import static io.countersign.crypto.psbt.PsbtField.Versions.ONLY_2;

import io.countersign.crypto.cipher.Hashes;
import java.util.EnumSet;
import java.util.Set;

/** The fields of an input's map (BIP174, BIP370, BIP371, BIP373). */
enum InputField implements PsbtField {
    NON_WITNESS_UTXO(0x00, bare(FieldForm.TRANSACTION)),
    WITNESS_UTXO(0x01, bare(FieldForm.OUTPUT)),
    // The value is judged with the signature itself, so that its sender learns which one is wrong.
    PARTIAL_SIG(0x02, PairCheck.ofKey(FieldForm.POINT, FieldForm.ANY)),
    SIGHASH_TYPE(0x03, bare(FieldForm.UINT32)),
    REDEEM_SCRIPT(0x04, bare(FieldForm.ANY)),
    WITNESS_SCRIPT(0x05, bare(FieldForm.ANY)),
    BIP32_DERIVATION(0x06, PairCheck.ofKey(FieldForm.POINT, FieldForm.ORIGIN)),
    FINAL_SCRIPTSIG(0x07, bare(FieldForm.ANY)),
    FINAL_SCRIPTWITNESS(0x08, bare(FieldForm.WITNESS)),
    RIPEMD160(0x0a, PairCheck.preimage(Hashes::ripemd160)),
    SHA256(0x0b, PairCheck.preimage(value -> Hashes.sha256(value).bytes())),
    HASH160(0x0c, PairCheck.preimage(Hashes::hash160)),
    HASH256(0x0d, PairCheck.preimage(value -> Hashes.doubleSha256(value).bytes())),
    PREVIOUS_TXID(0x0e, ONLY_2, bare(FieldForm.HASH)),
    OUTPUT_INDEX(0x0f, ONLY_2, bare(FieldForm.UINT32)),
    SEQUENCE(0x10, ONLY_2, bare(FieldForm.UINT32)),
    REQUIRED_TIME_LOCKTIME(0x11, ONLY_2, bare(FieldForm.TIME_LOCK)),
    REQUIRED_HEIGHT_LOCKTIME(0x12, ONLY_2, bare(FieldForm.HEIGHT_LOCK)),
    TAP_KEY_SIG(0x13, bare(FieldForm.SCHNORR)),
    TAP_SCRIPT_SIG(0x14, PairCheck.of(FieldForm.X_ONLY_AND_LEAF, FieldForm.SCHNORR)),
    TAP_LEAF_SCRIPT(0x15, PairCheck.of(FieldForm.CONTROL_BLOCK, FieldForm.NOT_EMPTY)),
    TAP_BIP32_DERIVATION(0x16, PairCheck.of(FieldForm.X_ONLY, FieldForm.TAP_ORIGIN)),
    TAP_INTERNAL_KEY(0x17, bare(FieldForm.X_ONLY)),
    TAP_MERKLE_ROOT(0x18, bare(FieldForm.HASH)),
    MUSIG2_PARTICIPANT_PUBKEYS(0x1a, PairCheck.ofKey(FieldForm.COMPRESSED, FieldForm.COMPRESSED_LIST)),
    MUSIG2_PUB_NONCE(0x1b, PairCheck.of(FieldForm.MUSIG_SLOT, FieldForm.PUBLIC_NONCE)),
    MUSIG2_PARTIAL_SIG(0x1c, PairCheck.of(FieldForm.MUSIG_SLOT, FieldForm.HASH)),
    PROPRIETARY(0xfc, PairCheck.of(FieldForm.PROPRIETARY_KEY, FieldForm.ANY));

    private static final Set<InputField> KEPT = EnumSet.of(
            NON_WITNESS_UTXO,
            WITNESS_UTXO,
            PREVIOUS_TXID,
            OUTPUT_INDEX,
            SEQUENCE,
            REQUIRED_TIME_LOCKTIME,
            REQUIRED_HEIGHT_LOCKTIME,
            PROPRIETARY);

    private final int type;
    private final Versions versions;
    private final PairCheck check;

    InputField(int type, PairCheck check) {
        this(type, BOTH, check);
    }

    InputField(int type, Versions versions, PairCheck check) {
        this.type = type;
        this.versions = versions;
        this.check = check;
    }

    /** BIP174, "Input Finalizer": what remains beside the final scripts, and what a version 2 needs for its transaction. */
    static boolean outlivesFinalizing(PsbtPair pair) {
        return KEPT.stream().anyMatch(pair::is);
    }

    @Override
    public int type() {
        return type;
    }

    @Override
    public String wireName() {
        return "PSBT_IN_" + name();
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
