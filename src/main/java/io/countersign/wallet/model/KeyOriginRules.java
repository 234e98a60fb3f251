package io.countersign.wallet.model;

import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.tx.Network;
import io.countersign.key.model.KeyDepth;
import io.countersign.key.model.KeyRefusal;
import io.countersign.key.model.RegisteredKey;
import java.util.List;
import java.util.Set;

/** What a key's origin must not say in a wallet that is made here: another coin, another script, another cosigner's device. */
final class KeyOriginRules {

    private static final long HARDENED = DerivationPath.HARDENED;
    private static final Set<Long> PURPOSES_WITH_COIN = Set.of(44L, 48L, 49L, 84L, 86L, 87L);
    private static final long PURPOSE_BIP48 = 48;

    private KeyOriginRules() {}

    static void require(CosignerKey key, PolicyScript script, Network network, List<RegisteredKey> others) {
        KeyDepth.require("The key", key.origin());
        requireCoin(key.origin().path(), network);
        requireScript(key.origin().path(), script);
        others.forEach(other -> requireAnother(key, other.key()));
    }

    /** BIP44, "Coin type": 0h for the main network, 1h for all others. */
    private static void requireCoin(DerivationPath path, Network network) {
        boolean namesCoin = path.size() >= 2 && isPurposeWithCoin(path.step(0));
        if (namesCoin && path.step(1) != HARDENED + network.coinType()) {
            throw KeyRefusal.KEY_ORIGIN_CONTRADICTS.refuse("The path %s names another coin; on %s it is %dh."
                    .formatted(path, network.word(), network.coinType()));
        }
    }

    /** BIP48, "Script": 1h for P2SH-P2WSH, 2h for P2WSH. Of other scripts it says nothing, so nothing contradicts them. */
    private static void requireScript(DerivationPath path, PolicyScript script) {
        boolean hasNumber = script == PolicyScript.WSH || script == PolicyScript.SH_WSH;
        if (!hasNumber || path.size() < 4 || path.step(0) != HARDENED + PURPOSE_BIP48) {
            return;
        }
        long expected = script == PolicyScript.WSH ? 2 : 1;
        if (path.step(3) != HARDENED + expected) {
            throw KeyRefusal.KEY_ORIGIN_CONTRADICTS.refuse(
                    "The path %s is for another script; for this wallet its fourth step is %dh."
                            .formatted(path, expected));
        }
    }

    private static void requireAnother(CosignerKey key, CosignerKey other) {
        if (key.key().publicKey().equals(other.key().publicKey())) {
            throw KeyRefusal.KEY_ALREADY_IN_WALLET.refuse("This key is in the wallet already.");
        }
        if (key.fingerprint().equals(other.fingerprint())) {
            throw KeyRefusal.KEY_ALREADY_IN_WALLET.refuse(
                    "A key with the fingerprint %s is in the wallet already.".formatted(key.fingerprint()));
        }
    }

    private static boolean isPurposeWithCoin(long step) {
        return step >= HARDENED && PURPOSES_WITH_COIN.contains(step - HARDENED);
    }
}
