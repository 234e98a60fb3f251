package io.countersign.key.model;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.message.Bip322Message;
import java.util.Arrays;

/**
 * A proof of possession: a signature over the key's challenge, made by the key itself (empty path) or by its child at {@code path}.
 *
 * @param path at most two unhardened steps
 * @param signature base64, as the device gave it
 */
public record KeyProof(DerivationPath path, String signature, Format format) {

    private static final int MOST_STEPS = 2;

    public KeyProof {
        if (path.size() > MOST_STEPS || !path.isUnhardened()) {
            throw KeyRefusal.PROOF_WRONG.refuse("The path of a proof is empty or has up to two unhardened steps.");
        }
        format.requireText(signature);
    }

    /** How the message is signed. */
    public enum Format {
        BIP137("bip137"),
        BIP322("bip322");

        private final String word;

        Format(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** A text that is no Base64 can't be parsed, whatever it says. */
        private void requireText(String signature) {
            if (this == BIP322) {
                Bip322Message.requireText(signature);
            } else {
                Base64Text.decode(signature);
            }
        }

        public static Format parse(String word) {
            return Arrays.stream(values())
                    .filter(format -> format.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new MalformedException("proof", "The format of a proof is bip137 or bip322."));
        }
    }
}
