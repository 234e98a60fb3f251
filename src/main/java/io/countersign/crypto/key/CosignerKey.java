package io.countersign.crypto.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.tx.Network;

/** A cosigner's account key with its origin: {@code [d34db33f/48h/1h/0h/2h]tpub...}. The origin's path is as long as the key is deep. */
public record CosignerKey(KeyOrigin origin, ExtendedPublicKey key) {

    /** The format of refusals where well-formed parts contradict each other or the network. */
    public static final String FORMAT = "cosigner key";

    public CosignerKey {
        if (origin.path().size() != key.depth()) {
            throw new MalformedException(
                    FORMAT,
                    "The key's depth is %d, but its origin has %d steps: one of them is wrong."
                            .formatted(key.depth(), origin.path().size()));
        }
    }

    /**
     * Reads {@code [origin]xpub} of {@code network}. Formats of refusals: {@code cosigner key} where well-formed parts contradict
     * each other or the network, {@code private key}, else {@code key origin}, {@code derivation path}, {@code extended key} or
     * {@code public key}.
     */
    public static CosignerKey parse(String text, Network network) {
        if (!text.startsWith("[")) {
            throw withoutOrigin(ExtendedPublicKey.parse(text.split("/", 2)[0]));
        }
        int close = text.indexOf(']');
        if (close < 0) {
            throw new MalformedException("key origin", "The origin of the key ends with ].");
        }
        KeyOrigin origin = KeyOrigin.parse(text.substring(0, close + 1));
        String key = text.substring(close + 1);
        if (key.indexOf('/') >= 0) {
            throw new MalformedException(FORMAT, "Derivation steps follow the extended key: leave them out.");
        }
        return new CosignerKey(origin, ExtendedPublicKey.parse(key)).requireOn(network);
    }

    private static MalformedException withoutOrigin(ExtendedPublicKey bare) {
        return new MalformedException(
                FORMAT,
                "The key of depth %d has no origin: write it like [d34db33f/48h/1h/0h/2h]xpub...."
                        .formatted(bare.depth()));
    }

    /** This key, or a refusal where its version is another network's. */
    public CosignerKey requireOn(Network network) {
        if (key.isMain() != network.isMain()) {
            throw new MalformedException(
                    FORMAT,
                    "The key is a%s, but the network is %s."
                            .formatted(key.isMain() ? "n xpub" : " tpub", network.word()));
        }
        return this;
    }

    /** The master key's fingerprint, of the origin. */
    public Fingerprint fingerprint() {
        return origin.fingerprint();
    }

    /** {@code [d34db33f/48h/1h/0h/2h]tpub...}, a key expression of BIP380. */
    @Override
    public String toString() {
        return origin + key.toBase58();
    }
}
