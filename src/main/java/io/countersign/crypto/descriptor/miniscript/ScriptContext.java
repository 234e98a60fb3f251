package io.countersign.crypto.descriptor.miniscript;

/** Where a miniscript stands, which decides the form of its keys and signatures and its limits. */
public enum ScriptContext {
    /** The witness script of P2WSH (BIP141): compressed keys and ECDSA. */
    P2WSH(33, 72),
    /** A leaf of a taproot output (BIP342): x-only keys and Schnorr. */
    TAPSCRIPT(32, 65);

    private final int keySize;
    private final int largestSignature;

    ScriptContext(int keySize, int largestSignature) {
        this.keySize = keySize;
        this.largestSignature = largestSignature;
    }

    public int keySize() {
        return keySize;
    }

    /** The most bytes that a signature has, its hash type included. */
    public int largestSignature() {
        return largestSignature;
    }
}
