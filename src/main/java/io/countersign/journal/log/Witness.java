package io.countersign.journal.log;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.merkle.KeyUse;
import io.countersign.crypto.merkle.VerifierKey;
import io.countersign.platform.config.StartRefusedException;
import java.net.URI;
import java.net.URISyntaxException;

/** Somebody who cosigns checkpoints: by which key, and under which prefix it is asked (C2SP tlog-witness). */
record Witness(VerifierKey key, URI prefix) {

    /** Reads {@code <vkey> <prefix>}. Keys are also published with the type of notes; a witness always cosigns. */
    static Witness parse(String setting) {
        String[] parts = setting.strip().split(" +");
        try {
            if (parts.length == 2) {
                URI prefix = new URI(parts[1].replaceFirst("/+$", ""));
                if (("https".equals(prefix.getScheme()) || "http".equals(prefix.getScheme()))
                        && prefix.getHost() != null) {
                    return new Witness(VerifierKey.parse(parts[0]).as(KeyUse.COSIGNATURE), prefix);
                }
            }
        } catch (MalformedException | URISyntaxException e) {
            throw refused(setting);
        }
        throw refused(setting);
    }

    String name() {
        return key.name();
    }

    private static StartRefusedException refused(String setting) {
        return new StartRefusedException(
                "The setting countersign.log.witnesses lists '%s', which is not a verifier key and the prefix of a URL, with a blank between."
                        .formatted(setting.length() > 200 ? setting.substring(0, 200) : setting));
    }
}
