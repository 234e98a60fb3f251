package io.countersign.testing;

import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.DeterministicWallet.ExtendedPrivateKey;
import fr.acinq.bitcoin.PrivateKey;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.crypto.ECKey;

/**
 * A cosigner's device in software, none of it our code: BDK signs PSBTs, bitcoinj signs messages, bitcoin-kmp derives. The seed is 32
 * equal bytes, so that every test finds the same keys.
 */
public final class Signer {

    private final String origin;
    private final ExtendedPrivateKey account;
    private final Map<String, BdkWallet> wallets = new ConcurrentHashMap<>();

    private Signer(String origin, ExtendedPrivateKey account) {
        this.origin = origin;
        this.account = account;
    }

    /** The key m/48h/1h/0h/2h (BIP48, wsh) of the seed that is 32 times {@code number}. */
    public static Signer of(int number) {
        return of(number, "48h/1h/0h/2h");
    }

    /** The key m/48h/1h/0h/1h (BIP48, sh(wsh)). */
    public static Signer nested(int number) {
        return of(number, "48h/1h/0h/1h");
    }

    public static Signer of(int number, String path) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        ExtendedPrivateKey master = DeterministicWallet.generate(seed);
        ExtendedPrivateKey account = DeterministicWallet.derivePrivateKey(master, "m/" + path.replace('h', '\''));
        String fingerprint = "%08x".formatted(DeterministicWallet.fingerprint(master) & 0xffffffffL);
        return new Signer("[%s/%s]".formatted(fingerprint, path), account);
    }

    /** {@code [fingerprint/path]tpub...} */
    public String keyText() {
        return origin + publicText();
    }

    public String fingerprint() {
        return origin.substring(1, 9);
    }

    public String secretText() {
        return DeterministicWallet.encode(account, DeterministicWallet.tprv);
    }

    /** The account key's private part, which no other device gives away. */
    PrivateKey secret() {
        return account.getPrivateKey();
    }

    public PrivateKey child(int branch, long index) {
        return DeterministicWallet.derivePrivateKey(account, "m/%d/%d".formatted(branch, index))
                .getPrivateKey();
    }

    /** BIP137 over {@code text} by the child 0/0, as a p2wpkh address; base64. */
    public String signMessage(String text) {
        return ECKey.fromPrivate(child(0, 0).value.toByteArray()).signMessage(text, ScriptType.P2WPKH);
    }

    /** Signs what the device finds to sign, and leaves the inputs open. */
    public byte[] sign(String descriptor, byte[] psbt) {
        return sign(descriptor, psbt, false);
    }

    /** Signs, and makes final what has its threshold. */
    public byte[] signAndFinalize(String descriptor, byte[] psbt) {
        return sign(descriptor, psbt, true);
    }

    private byte[] sign(String descriptor, byte[] psbt, boolean isFinalizing) {
        return wallets.computeIfAbsent(descriptor, text -> BdkWallet.of(withSecret(text)))
                .sign(psbt, isFinalizing);
    }

    private String withSecret(String descriptor) {
        return descriptor.replaceFirst("#.*$", "").replace(publicText(), secretText());
    }

    private String publicText() {
        return DeterministicWallet.encode(DeterministicWallet.publicKey(account), DeterministicWallet.tpub);
    }
}
