package io.countersign.crypto.verify;

/** Why one offered signature is refused. */
public enum ViolationReason {
    SIGNATURE_INVALID("signature_invalid"),
    SIGNATURE_ENCODING("signature_encoding"),
    HIGH_S("high_s"),
    SIGHASH_NOT_ALLOWED("sighash_not_allowed"),
    SIGHASH_MISMATCH("sighash_mismatch"),
    KEY_NOT_IN_WALLET("key_not_in_wallet"),
    KEY_NOT_FOR_INPUT("key_not_for_input"),
    WRONG_SPEND_PATH("wrong_spend_path"),
    NONCE_REUSED("nonce_reused");

    private final String word;

    ViolationReason(String word) {
        this.word = word;
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }
}
