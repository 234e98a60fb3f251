package io.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A cosigner in a JavaScript library; {@link NodePackages} brings them. */
public enum NodeSigner {
    /** bitcoinjs-lib, for PSBTs of version 0. It also checks the signatures that are there already. */
    BITCOINJS("sign.js"),
    /** @scure/btc-signer, for PSBTs of either version, which it gives back in the same one. */
    SCURE("sign-scure.js");

    private final String script;

    NodeSigner(String script) {
        this.script = script;
    }

    /** The PSBT with this signer's signatures, made by the library. */
    public byte[] sign(Signer signer, byte[] psbt) {
        try {
            byte[] request = Reply.JSON.writeValueAsBytes(Map.of(
                    "psbt", Base64.getEncoder().encodeToString(psbt),
                    "secret", signer.secretText(),
                    "origin", signer.fingerprint()));
            String signed = new String(NodePackages.run(script, request), StandardCharsets.US_ASCII);
            return Base64.getDecoder().decode(signed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
