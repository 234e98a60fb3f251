package io.countersign.wallet.model;

import java.util.Locale;

/** Where a wallet stands: keys come in, its first address is confirmed by every cosigner, it is used, it is left. */
public enum WalletState {
    COLLECTING_KEYS,
    CONFIRMING,
    ACTIVE,
    RETIRING,
    RETIRED,
    FROZEN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static WalletState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
