package io.countersign.crypto.key;

/** What the version bytes of an extended key say about the script it is meant for (SLIP132). */
public enum ScriptHint {
    /** xpub and tpub: any script. */
    NONE,
    /** ypub and upub. */
    P2SH_P2WPKH,
    /** zpub and vpub. */
    P2WPKH,
    /** Ypub and Upub: multisig. */
    P2SH_P2WSH,
    /** Zpub and Vpub: multisig. */
    P2WSH
}
