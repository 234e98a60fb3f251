package io.countersign.crypto.musig;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.MusigKeys;
import io.countersign.crypto.ec.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * The key that several participants make together (BIP327), and its children by the steps of BIP32 from the chain code that BIP328 fixes
 * for all of them. Remembers every tweak, as signing needs them.
 */
public final class AggregateKey {

    /** BIP328, "Synthetic xpub Construction". */
    public static final Bytes32 CHAIN_CODE =
            Bytes32.ofHex("868087ca02a6f974c4598924c36b57762d32cb45717167e300622c7167e38965");

    private static final long HARDENED = 0x80000000L;

    private final MusigKeys keys;
    private final Bytes32 chainCode;

    private AggregateKey(MusigKeys keys, Bytes32 chainCode) {
        this.keys = keys;
        this.chainCode = chainCode;
    }

    /** The aggregate after KeySort, as {@code musig()} in a descriptor makes it (BIP390). The order given does not matter. */
    public static AggregateKey ofSorted(List<PublicKey> participants) {
        return ofOrdered(participants.stream().sorted().toList());
    }

    /** The aggregate in the order given. */
    public static AggregateKey ofOrdered(List<PublicKey> participants) {
        return new AggregateKey(MusigKeys.of(participants), CHAIN_CODE);
    }

    /** In the order of aggregation, which is that of PSBT_IN_MUSIG2_PARTICIPANT_PUBKEYS. */
    public List<PublicKey> participants() {
        return keys.signers();
    }

    /** The aggregate with all steps and tweaks so far. */
    public PublicKey publicKey() {
        return keys.aggregate();
    }

    /** That of the synthetic xpub, or of the child that was derived last. */
    public Bytes32 chainCode() {
        return chainCode;
    }

    /**
     * The child at an unhardened {@code index} of the synthetic xpub: a plain tweak to BIP327 (BIP328, "Signing").
     *
     * @throws MalformedException where the index is hardened, or no key is there
     */
    public AggregateKey derive(long index) {
        if (index < 0 || index >= HARDENED) {
            throw new MalformedException("musig", "An aggregate key has no hardened children (BIP328).");
        }
        Bytes step = new ByteWriter(4).writeInt32(index).toBytes().reversed();
        Bytes hash = Hashes.hmacSha512(chainCode.bytes(), publicKey().bytes().plus(step));
        return keys.plainTweak(new Bytes32(hash.slice(0, 32)))
                .map(child -> new AggregateKey(child, new Bytes32(hash.sliceFrom(32))))
                .orElseThrow(() -> new MalformedException("musig", "No key exists at this index: take the next."));
    }

    /** The output key that this internal key makes with a taproot tweak (BIP341); empty where none exists. */
    public Optional<AggregateKey> tweakForTaproot(Bytes32 tweak) {
        return keys.xOnlyTweak(tweak).map(tweaked -> new AggregateKey(tweaked, chainCode));
    }

    MusigKeys keys() {
        return keys;
    }

    @Override
    public String toString() {
        return keys.toString();
    }
}
