package io.countersign.crypto.key;

import io.countersign.crypto.bytes.Bytes;
import java.util.Arrays;
import java.util.Optional;

/** The version bytes of extended public keys: BIP32's two, and those by which SLIP132 hints at a script type. */
enum KeyVersion {
    XPUB("0488b21e", true, ScriptHint.NONE),
    TPUB("043587cf", false, ScriptHint.NONE),
    YPUB("049d7cb2", true, ScriptHint.P2SH_P2WPKH),
    UPUB("044a5262", false, ScriptHint.P2SH_P2WPKH),
    ZPUB("04b24746", true, ScriptHint.P2WPKH),
    VPUB("045f1cf6", false, ScriptHint.P2WPKH),
    YPUB_MULTISIG("0295b43f", true, ScriptHint.P2SH_P2WSH),
    UPUB_MULTISIG("024289ef", false, ScriptHint.P2SH_P2WSH),
    ZPUB_MULTISIG("02aa7ed3", true, ScriptHint.P2WSH),
    VPUB_MULTISIG("02575483", false, ScriptHint.P2WSH);

    private final Bytes bytes;
    private final boolean isMain;
    private final ScriptHint hint;

    KeyVersion(String hex, boolean isMain, ScriptHint hint) {
        this.bytes = Bytes.ofHex(hex);
        this.isMain = isMain;
        this.hint = hint;
    }

    static Optional<KeyVersion> find(Bytes version) {
        return Arrays.stream(values())
                .filter(known -> known.bytes.equals(version))
                .findFirst();
    }

    static KeyVersion plain(boolean isMain) {
        return isMain ? XPUB : TPUB;
    }

    Bytes bytes() {
        return bytes;
    }

    boolean isMain() {
        return isMain;
    }

    ScriptHint hint() {
        return hint;
    }
}
