package io.countersign.testing;

import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.DeterministicWallet.ExtendedPrivateKey;
import fr.acinq.bitcoin.PrivateKey;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.tx.Network;
import java.util.Arrays;

/** Someone with a seed, as a device holds it; bitcoin-kmp derives the private keys, which the server never sees. */
public final class Cosigner {

    /** The cosigners of the published example: seeds of 32 equal bytes. */
    public static final Cosigner ALICE = ofSeedByte(1);

    public static final Cosigner BOB = ofSeedByte(2);
    public static final Cosigner CAROL = ofSeedByte(3);

    private final ExtendedPrivateKey master;

    private Cosigner(ExtendedPrivateKey master) {
        this.master = master;
    }

    /** A seed of 32 bytes that are all {@code value}. */
    public static Cosigner ofSeedByte(int value) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) value);
        return ofSeed(Bytes.wrap(seed));
    }

    public static Cosigner ofSeed(Bytes seed) {
        return new Cosigner(DeterministicWallet.generate(seed.toArray()));
    }

    /** The account key at {@code path} from the master key, such as {@code 48h/1h/0h/2h}, with its origin. */
    public CosignerKey accountKey(String path, Network network) {
        ExtendedPrivateKey account = derive(path);
        String xpub = account.getExtendedPublicKey()
                .encode(network.isMain() ? DeterministicWallet.xpub : DeterministicWallet.tpub);
        String steps = path.isEmpty() ? "" : "/" + path;
        return CosignerKey.parse("[%08x%s]%s".formatted((int) master.fingerprint(), steps, xpub), network);
    }

    /** The same key as the cosigner's own software knows it: {@code [fingerprint/path]tprv...}. */
    public String accountSecret(String path) {
        return "[%08x/%s]%s"
                .formatted((int) master.fingerprint(), path, derive(path).encode(DeterministicWallet.tprv));
    }

    /** The private key at a path from the master key. */
    public PrivateKey privateKey(String path) {
        return derive(path).getPrivateKey();
    }

    private ExtendedPrivateKey derive(String path) {
        return DeterministicWallet.derivePrivateKey(
                master, DerivationPath.parse(path).steps());
    }
}
