package io.countersign.testing;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.DeterministicWallet.ExtendedPrivateKey;
import fr.acinq.bitcoin.KeyPath;
import fr.acinq.secp256k1.Secp256k1;
import io.countersign.crypto.message.LegacyMessage;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bitcoindevkit.Descriptor;
import org.bitcoindevkit.Network;
import org.bitcoindevkit.PersistenceException;
import org.bitcoindevkit.Persister;
import org.bitcoindevkit.Psbt;
import org.bitcoindevkit.SignOptions;
import org.bitcoindevkit.SignerException;
import org.bitcoindevkit.Wallet;

/** A software signer that is not our code: rust-bitcoin and rust-miniscript sign PSBTs (bdk-jvm), bitcoin-kmp derives the keys. */
public final class Device {

    public static final String ACCOUNT = "48h/1h/0h/2h";

    private static final int LOOKAHEAD = 25;

    private final ExtendedPrivateKey master;
    private final ExtendedPrivateKey account;
    private final String path;

    private Device(byte[] seed, String path) {
        this.master = DeterministicWallet.generate(seed);
        this.path = path;
        this.account = DeterministicWallet.derivePrivateKey(master, KeyPath.fromPath("m/" + path.replace('h', '\'')));
    }

    /** A seed of 32 equal bytes, at the path of native P2WSH. */
    public static Device ofSeedByte(int value) {
        return ofSeedByte(value, ACCOUNT);
    }

    public static Device ofSeedByte(int value, String path) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) value);
        return new Device(seed, path);
    }

    public String origin() {
        return "[%08x/%s]".formatted((int) master.fingerprint(), path);
    }

    public String tpub() {
        return account.getExtendedPublicKey().encode(DeterministicWallet.tpub);
    }

    /** {@code [fingerprint/path]tpub}. */
    public String key() {
        return origin() + tpub();
    }

    /** A BIP137 signature by the child 0/0 over a line. */
    public String signMessage(String text) {
        ExtendedPrivateKey child = DeterministicWallet.derivePrivateKey(account, KeyPath.fromPath("m/0/0"));
        byte[] hash = LegacyMessage.hash(text).toArray();
        byte[] signature =
                Crypto.sign(new ByteVector32(hash), child.getPrivateKey()).toByteArray();
        byte[] key = child.getPublicKey().value.toByteArray();
        for (int recovery = 0; recovery < 4; recovery++) {
            byte[] found = Secp256k1.get().pubKeyCompress(Secp256k1.get().ecdsaRecover(signature, hash, recovery));
            if (Arrays.equals(found, key)) {
                byte[] message = new byte[65];
                message[0] = (byte) (31 + recovery);
                System.arraycopy(signature, 0, message, 1, 64);
                return Base64.getEncoder().encodeToString(message);
            }
        }
        throw new IllegalStateException("the signature recovers to no key of ours");
    }

    /** Signs every input of the wallet that it can. {@code template} has %s for the keys, as in {@code wsh(sortedmulti(2,%s))}. */
    public byte[] sign(byte[] psbt, String template, List<Device> cosigners) {
        Descriptor receive = descriptor(template, cosigners, 0);
        Descriptor change = descriptor(template, cosigners, 1);
        Wallet wallet = wallet(receive, change);
        Psbt signed = new Psbt(Base64.getEncoder().encodeToString(psbt));
        try {
            if (wallet.sign(signed, options())) {
                throw new IllegalStateException("a single cosigner can't finish a multi-signature input");
            }
        } catch (SignerException e) {
            throw new IllegalStateException(e);
        }
        return Base64.getDecoder().decode(signed.serialize());
    }

    /** Trusts full previous transactions only, signs ALL only, and finalizes nothing. Kotlin hides the constructor from Java. */
    private static SignOptions options() {
        return made(SignOptions.class, false, null, false, false, true, true);
    }

    private static Wallet wallet(Descriptor receive, Descriptor change) {
        try {
            return made(
                    Wallet.class,
                    receive,
                    change,
                    Network.REGTEST,
                    Persister.Companion.newInMemory(),
                    LOOKAHEAD,
                    (Object) null);
        } catch (PersistenceException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T made(Class<T> type, Object... arguments) {
        try {
            Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
                    .filter(candidate -> candidate.getParameterCount() == arguments.length)
                    .findFirst()
                    .orElseThrow();
            constructor.setAccessible(true);
            return type.cast(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Descriptor descriptor(String template, List<Device> cosigners, int branch) {
        List<String> keys = new ArrayList<>();
        for (Device device : cosigners) {
            String key = device == this ? account.encode(DeterministicWallet.tprv) : device.tpub();
            keys.add(device.origin() + key + "/" + branch + "/*");
        }
        return new Descriptor(template.formatted(String.join(",", keys)), Network.REGTEST);
    }
}
