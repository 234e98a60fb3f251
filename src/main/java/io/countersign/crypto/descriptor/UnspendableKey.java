package io.countersign.crypto.descriptor;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.descriptor.key.AccountKey;
import io.countersign.crypto.descriptor.key.KeyExpression;
import io.countersign.crypto.descriptor.key.KeySteps;
import io.countersign.crypto.descriptor.key.SingleKey;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.key.Fingerprint;
import java.util.List;

/**
 * Internal keys that nobody can sign with, as anybody can see: the point H whose logarithm nobody knows (BIP341, "Constructing and
 * spending Taproot outputs"), or an extended key of it, whose children are H plus a known multiple of G.
 */
public final class UnspendableKey {

    private static final PublicKey H =
            PublicKey.ofHex("0250929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0");

    private UnspendableKey() {}

    /**
     * The extended key of H that belongs to these cosigners: of depth 0, its chain code the SHA-256 of their account keys from left to
     * right. It shows the wallet's own addresses to those who know its keys and to nobody else.
     */
    public static AccountKey of(List<CosignerKey> cosigners) {
        ByteWriter keys = new ByteWriter(PublicKey.SIZE * cosigners.size());
        cosigners.forEach(cosigner -> keys.write(cosigner.key().publicKey().bytes()));
        Bytes32 chainCode = Hashes.sha256(keys.toBytes());
        boolean isMain = cosigners.get(0).key().isMain();
        return AccountKey.of(
                null, new ExtendedPublicKey(isMain, 0, Fingerprint.ZERO, 0, chainCode, H), KeySteps.RECEIVE_AND_CHANGE);
    }

    /** True for H itself and for any extended key of it. */
    public static boolean isUnspendable(KeyExpression key) {
        if (key instanceof SingleKey single) {
            return single.key().xOnly().equals(H.xOnly());
        }
        return key instanceof AccountKey account
                && account.key().publicKey().xOnly().equals(H.xOnly());
    }
}
