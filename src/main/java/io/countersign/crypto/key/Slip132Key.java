package io.countersign.crypto.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;

/**
 * An extended key as devices export it: xpub and tpub, and the other prefixes of SLIP132, which are taken off and kept as a hint.
 * Answers always show the plain key.
 */
public record Slip132Key(ExtendedPublicKey key, ScriptHint hint) {

    /** Reads Base58Check text of any public version of SLIP132 for Bitcoin; other refusals as {@link ExtendedPublicKey#parse}. */
    public static Slip132Key parse(String text) {
        Bytes payload = ExtendedKeyText.decode(text);
        KeyVersion version = KeyVersion.find(payload.slice(0, 4))
                .orElseThrow(() -> new MalformedException(
                        ExtendedKeyText.FORMAT,
                        "The version bytes are not those of a Bitcoin extended public key (xpub, tpub or SLIP132)."));
        return new Slip132Key(ExtendedPublicKey.read(version.isMain(), payload), version.hint());
    }
}
