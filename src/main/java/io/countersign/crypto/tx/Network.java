package io.countersign.crypto.tx;

import io.countersign.crypto.MalformedException;
import java.util.Arrays;

/** A Bitcoin network. All test networks share key versions and Base58 prefixes; regtest has its own Bech32 prefix. */
public enum Network {
    REGTEST("regtest", "bcrt", false),
    MAINNET("mainnet", "bc", true),
    TESTNET3("testnet3", "tb", false),
    TESTNET4("testnet4", "tb", false),
    SIGNET("signet", "tb", false);

    private final String word;
    private final String bech32Prefix;
    private final boolean isMain;

    Network(String word, String bech32Prefix, boolean isMain) {
        this.word = word;
        this.bech32Prefix = bech32Prefix;
        this.isMain = isMain;
    }

    public static Network parse(String word) {
        return Arrays.stream(values())
                .filter(network -> network.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new MalformedException(
                        "network", "The network is one of regtest, mainnet, testnet3, testnet4 and signet."));
    }

    /** The name on the wire and in settings. */
    public String word() {
        return word;
    }

    public String bech32Prefix() {
        return bech32Prefix;
    }

    public boolean isMain() {
        return isMain;
    }

    /** BIP44's coin type: 0 for the main network, 1 for all others. */
    public int coinType() {
        return isMain ? 0 : 1;
    }
}
