package io.countersign.cli.signer;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.psbt.Psbt;

/** A cosigner's signing device in software, for test networks: one seed and one account key (BIP48, "Script" 2h). */
public final class SoftwareSigner {

    /** Where a P2WSH cosigner's account lies on the test networks. */
    public static final DerivationPath ACCOUNT = DerivationPath.parse("48h/1h/0h/2h");

    private final ExtendedPrivateKey master;
    private final DerivationPath account;

    private SoftwareSigner(ExtendedPrivateKey master, DerivationPath account) {
        this.master = master;
        this.account = account;
    }

    public static SoftwareSigner ofSeed(Bytes32 seed) {
        return ofSeed(seed, ACCOUNT);
    }

    public static SoftwareSigner ofSeed(Bytes32 seed, DerivationPath account) {
        return new SoftwareSigner(ExtendedPrivateKey.ofSeed(seed), account);
    }

    /** The master key's fingerprint. */
    public Fingerprint fingerprint() {
        return master.fingerprint();
    }

    /** What is registered on the server: {@code [4ba43603/48h/1h/0h/2h]tpub...}. */
    public CosignerKey cosignerKey() {
        return new CosignerKey(
                new KeyOrigin(fingerprint(), account), master.derive(account).toPublic());
    }

    /** A BIP137 signature in base64 by the child of the account key at {@code child}, which may be empty. */
    public String signMessage(DerivationPath child, String text) {
        return SignedMessage.sign(master.derive(account.plus(child)), text);
    }

    /** The PSBT with this signer's signature on every input that has a key of it; see {@link PsbtSigner}. */
    public Psbt sign(Psbt psbt) {
        return PsbtSigner.sign(master, psbt);
    }
}
