package io.countersign.crypto.ec;

import fr.acinq.secp256k1.Secp256k1Exception;
import io.countersign.crypto.bytes.Bytes32;
import java.util.List;
import java.util.Optional;

/**
 * Keys aggregated for MuSig2, with the tweaks that were added so far (BIP327, "Key Generation and Aggregation", "Tweaking the Aggregate
 * Public Key"). The native library's own record of them never leaves this package: given a foreign one it ends the process.
 */
public final class MusigKeys {

    private static final Bytes32 NO_TWEAK = Bytes32.wrap(new byte[Bytes32.SIZE]);

    private final List<PublicKey> signers;
    private final byte[] cache;
    private final PublicKey aggregate;

    private MusigKeys(List<PublicKey> signers, byte[] cache, PublicKey aggregate) {
        this.signers = signers;
        this.cache = cache;
        this.aggregate = aggregate;
    }

    /** @param signers at least one; their order makes the key, and equal ones are legal */
    public static MusigKeys of(List<PublicKey> signers) {
        if (signers.isEmpty()) {
            throw new IllegalArgumentException("there is no key to aggregate");
        }
        byte[] cache = Secp256k1.aggregateKeys(signers);
        // Only a tweak answers with the whole point; the library's own answer is its x.
        PublicKey aggregate = Secp256k1.plainTweak(cache, NO_TWEAK);
        return new MusigKeys(List.copyOf(signers), cache, aggregate);
    }

    /** In the order of aggregation. */
    public List<PublicKey> signers() {
        return signers;
    }

    /** The aggregate, tweaks included. */
    public PublicKey aggregate() {
        return aggregate;
    }

    /** The aggregate + tweak * G; empty where the tweak is not below the order, or the sum is infinity. */
    public Optional<MusigKeys> plainTweak(Bytes32 tweak) {
        return tweaked(cacheOfTweak -> Secp256k1.plainTweak(cacheOfTweak, tweak));
    }

    /** The same from the aggregate's even point, as BIP341 tweaks an internal key. */
    public Optional<MusigKeys> xOnlyTweak(Bytes32 tweak) {
        return tweaked(cacheOfTweak -> Secp256k1.xOnlyTweak(cacheOfTweak, tweak));
    }

    byte[] cache() {
        return cache.clone();
    }

    private Optional<MusigKeys> tweaked(NativeTweak tweak) {
        byte[] changed = cache();
        try {
            PublicKey next = tweak.addTo(changed);
            return Optional.of(new MusigKeys(signers, changed, next));
        } catch (Secp256k1Exception e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return aggregate + " of " + signers.size();
    }

    /** Changes the cache in place and answers with the new aggregate. */
    private interface NativeTweak {
        PublicKey addTo(byte[] cache);
    }
}
