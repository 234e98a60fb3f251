package io.countersign.testing;

import java.util.Arrays;
import java.util.Base64;
import org.bitcoindevkit.Descriptor;
import org.bitcoindevkit.Network;
import org.bitcoindevkit.PersistenceException;
import org.bitcoindevkit.Persister;
import org.bitcoindevkit.Psbt;
import org.bitcoindevkit.SignOptions;
import org.bitcoindevkit.Wallet;

/** A wallet of BDK that knows one private key. Its constructors take Kotlin's unsigned numbers, which Java reaches by reflection only. */
final class BdkWallet {

    private final Wallet wallet;

    private BdkWallet(Wallet wallet) {
        this.wallet = wallet;
    }

    /** @param descriptor with {@code <0;1>} and the like in it and without checksum */
    static BdkWallet of(String descriptor) {
        Descriptor receive = new Descriptor(descriptor.replaceAll("<(\\d+);\\d+>", "$1"), Network.REGTEST);
        Descriptor change = new Descriptor(descriptor.replaceAll("<\\d+;(\\d+)>", "$1"), Network.REGTEST);
        int lookAhead = 1;
        return new BdkWallet(make(Wallet.class, receive, change, Network.REGTEST, memory(), lookAhead, null));
    }

    synchronized byte[] sign(byte[] psbt, boolean isFinalizing) {
        try (Psbt read = new Psbt(Base64.getEncoder().encodeToString(psbt))) {
            wallet.sign(read, options(isFinalizing));
            return Base64.getDecoder().decode(read.serialize());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Persister memory() {
        try {
            return Persister.Companion.newInMemory();
        } catch (PersistenceException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SignOptions options(boolean isFinalizing) {
        boolean trustWitnessUtxo = false;
        boolean allowAllSighashes = false;
        boolean signWithTapInternalKey = true;
        boolean allowGrinding = true;
        return make(
                SignOptions.class,
                trustWitnessUtxo,
                null,
                allowAllSighashes,
                isFinalizing,
                signWithTapInternalKey,
                allowGrinding,
                null);
    }

    private static <T> T make(Class<T> type, Object... arguments) {
        try {
            var constructor = Arrays.stream(type.getConstructors())
                    .filter(one -> one.getParameterCount() == arguments.length)
                    .findFirst()
                    .orElseThrow();
            return type.cast(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
