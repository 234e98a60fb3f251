package io.countersign.crypto.message;

/** The forms of a BIP322 signature, told by three letters before the Base64 text. */
public enum Bip322Form {
    /** A witness stack; the transaction around it is fixed. */
    SIMPLE("smp"),
    /** The whole transaction, which may carry time locks. */
    FULL("ful"),
    /** A finalized PSBT whose further inputs show control over coins. */
    PROOF_OF_FUNDS("pof");

    private static final int PREFIX_SIZE = 3;

    private final String prefix;

    Bip322Form(String prefix) {
        this.prefix = prefix;
    }

    /** The form that the text begins with; without one it is simple, as before version 1 of the standard. */
    static Bip322Form of(String signature) {
        for (Bip322Form form : values()) {
            if (signature.startsWith(form.prefix)) {
                return form;
            }
        }
        return SIMPLE;
    }

    /** The text behind the prefix. */
    String base64(String signature) {
        return signature.startsWith(prefix) ? signature.substring(PREFIX_SIZE) : signature;
    }
}
