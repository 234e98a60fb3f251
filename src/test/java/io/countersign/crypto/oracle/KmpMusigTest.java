package io.countersign.crypto.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.crypto.musig2.KeyAggCache;
import fr.acinq.bitcoin.crypto.musig2.Session;
import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.musig.AggregateKey;
import io.countersign.crypto.musig.SigningRound;
import io.countersign.testing.MusigSigner;
import io.countersign.testing.Runs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions signed by bitcoin-kmp: both aggregate and judge alike, and one wrong bit is refused with its maker's name. */
class KmpMusigTest {

    private static final int SESSIONS = 10_000;

    @Test
    void agreesOnRandomSessions() {
        for (int seed = 0; seed < Runs.of(SESSIONS); seed++) {
            RandomSession session = new RandomSession(new Random(seed));

            Bytes signature = session.ours.aggregate(session.partials).bytes();

            assertThat(session.key.publicKey()).as("seed %d", seed).isEqualTo(session.theirKey());
            assertThat(session.ours.offenders(session.partials))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(signature).as("seed %d", seed).isEqualTo(session.theirSignature());
            assertThat(MusigSigner.isSignature(signature, session.message, session.key.publicKey()))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    /** 256 bits of each partial signature of a session of three. */
    @Test
    void namesTheMakerOfEveryPartialSignatureWithOneWrongBit() {
        RandomSession session = new RandomSession(new Random(327), 3);
        for (PublicKey maker : session.key.participants()) {
            Bytes right = session.partials.get(maker).bytes();
            for (int bit = 0; bit < 8 * right.size(); bit++) {
                Map<PublicKey, MusigPartialSignature> changed = new HashMap<>(session.partials);
                try {
                    changed.put(maker, MusigPartialSignature.parse(flipped(right, bit)));
                } catch (MalformedException e) {
                    continue;
                }
                assertThat(session.ours.offenders(changed)).as("bit %d", bit).containsExactly(maker);
            }
        }
    }

    /** A nonce other than the one that was signed with: if it is a nonce at all, its owner's partial signature is wrong, and with the sum
     * everyone else's as well. Their judgement is the same. */
    @Test
    void refusesEveryNonceWithOneWrongBit() {
        RandomSession session = new RandomSession(new Random(328), 3);
        int nonces = 0;
        for (PublicKey maker : session.key.participants()) {
            Bytes right = session.nonces.get(maker).bytes();
            for (int bit = 0; bit < 8 * right.size(); bit++) {
                Map<PublicKey, MusigNonce> changed = new HashMap<>(session.nonces);
                try {
                    changed.put(maker, MusigNonce.parse(flipped(right, bit)));
                } catch (MalformedException e) {
                    continue;
                }
                nonces++;
                SigningRound round = SigningRound.of(session.key, changed, session.message);
                assertThat(round.offenders(session.partials))
                        .as("bit %d", bit)
                        .contains(maker)
                        .isEqualTo(session.theirOffenders(changed));
            }
        }
        // About half of all x coordinates are on the curve; the parity bit always gives a point.
        assertThat(nonces).isGreaterThan(3 * 528 / 4);
    }

    private static Bytes flipped(Bytes bytes, int bit) {
        byte[] changed = bytes.toArray();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.wrap(changed);
    }

    /** A session of one to six signers with up to four tweaks: steps of derivation, then perhaps the taproot one. */
    private static final class RandomSession {

        private final Random random;
        private final Bytes32 message;
        private final AggregateKey key;
        private final KeyAggCache theirKeys;
        private final Map<PublicKey, MusigNonce> nonces = new HashMap<>();
        private final Map<PublicKey, MusigPartialSignature> partials;
        private final SigningRound ours;
        private final Session theirs;

        RandomSession(Random random) {
            this(random, 1 + random.nextInt(6));
        }

        RandomSession(Random random, int size) {
            this.random = random;
            List<MusigSigner> signers = IntStream.range(0, size)
                    .mapToObj(i -> new MusigSigner(new PrivateKey(bytes32().toArray()), bytes32()))
                    .toList();
            this.message = bytes32();
            AggregateKey made = AggregateKey.ofSorted(
                    signers.stream().map(MusigSigner::publicKey).toList());
            KeyAggCache theirMade = MusigSigner.aggregate(made.participants());
            for (int i = random.nextInt(4); i > 0; i--) {
                long index = random.nextInt(Integer.MAX_VALUE);
                theirMade = MusigSigner.tweak(theirMade, tweakOfStep(made, index), false);
                made = made.derive(index);
            }
            if (random.nextBoolean()) {
                Bytes32 tweak =
                        Hashes.tagged("TapTweak", made.publicKey().xOnly().bytes());
                theirMade = MusigSigner.tweak(theirMade, tweak, true);
                made = made.tweakForTaproot(tweak).orElseThrow();
            }
            this.key = made;
            this.theirKeys = theirMade;
            signers.forEach(signer -> nonces.put(signer.publicKey(), signer.nonce()));
            this.ours = SigningRound.of(key, nonces, message);
            this.theirs = MusigSigner.session(theirKeys, List.copyOf(nonces.values()), message);
            this.partials =
                    signers.stream().collect(Collectors.toMap(MusigSigner::publicKey, signer -> signer.sign(theirs)));
        }

        PublicKey theirKey() {
            return MusigSigner.key(theirKeys);
        }

        Bytes theirSignature() {
            return MusigSigner.aggregate(theirs, List.copyOf(partials.values()));
        }

        List<PublicKey> theirOffenders(Map<PublicKey, MusigNonce> others) {
            Session session = MusigSigner.session(theirKeys, List.copyOf(others.values()), message);
            return key.participants().stream()
                    .filter(signer -> !MusigSigner.isRight(session, signer, others.get(signer), partials.get(signer)))
                    .toList();
        }

        /** BIP32: the left half of HMAC-SHA512 over key and index. */
        private static Bytes32 tweakOfStep(AggregateKey parent, long index) {
            Bytes step = Bytes.ofHex("%08x".formatted(index));
            return new Bytes32(Hashes.hmacSha512(
                            parent.chainCode().bytes(),
                            parent.publicKey().bytes().plus(step))
                    .slice(0, 32));
        }

        private Bytes32 bytes32() {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            return Bytes32.wrap(bytes);
        }
    }
}
