package io.countersign.crypto.oracle;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.DeterministicWallet.ExtendedPublicKey;
import fr.acinq.bitcoin.KeyPath;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.Cosigner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Taproot descriptors drawn at random: the internal key a cosigner's, several cosigners' together, H or an extended key of H; up to eight
 * leaves in a tree of any form, of one key, of {@code multi_a} or of {@code sortedmulti_a}; and {@code musig} of either kind where a key may
 * stand. At most 20 cosigners, each in one place.
 */
final class RandomTree {

    private static final String H = "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0";
    private static final int MOST_LEAVES = 8;
    private static final int MOST_KEYS = 20;
    private static final int MOST_PARTICIPANTS = 4;
    private static final String STEPS = "/<0;1>/*";

    private static final List<String> COSIGNERS =
            IntStream.range(0, 3 * MOST_KEYS).mapToObj(RandomTree::cosigner).toList();

    private final Random random;
    private final List<String> cosigners = new ArrayList<>(COSIGNERS);
    private int left = MOST_KEYS;

    private RandomTree(Random random) {
        this.random = random;
        Collections.shuffle(cosigners, random);
    }

    /** Without checksum; the same of the same number. */
    static String descriptor(long number) {
        return new RandomTree(new Random(number)).descriptor();
    }

    private String descriptor() {
        int leaves = random.nextInt(MOST_LEAVES + 1);
        return leaves == 0 ? "tr(%s)".formatted(signingKey()) : "tr(%s,%s)".formatted(internalKey(), tree(leaves));
    }

    private String internalKey() {
        return switch (random.nextInt(4)) {
            case 0 -> H;
            case 1 -> extendedKeyOfH() + STEPS;
            default -> signingKey();
        };
    }

    private String extendedKeyOfH() {
        ExtendedPublicKey key = new ExtendedPublicKey(
                new fr.acinq.bitcoin.ByteVector("02" + H),
                new ByteVector32(Hashes.sha256(
                                new ByteWriter().writeInt64(random.nextLong()).toBytes())
                        .toArray()),
                0,
                KeyPath.fromPath("m"),
                0L);
        return key.encode(DeterministicWallet.tpub);
    }

    private String tree(int leaves) {
        if (leaves == 1) {
            return leaf();
        }
        int onTheLeft = 1 + random.nextInt(leaves - 1);
        return "{%s,%s}".formatted(tree(onTheLeft), tree(leaves - onTheLeft));
    }

    private String leaf() {
        // Every leaf that follows still needs a key.
        int most = Math.max(1, left - MOST_LEAVES);
        int total = 1 + random.nextInt(most);
        if (total == 1 && random.nextBoolean()) {
            return "pk(%s)".formatted(signingKey());
        }
        String keys = IntStream.range(0, total).mapToObj(i -> cosignerKey()).collect(Collectors.joining(","));
        return "%s(%d,%s)"
                .formatted(random.nextBoolean() ? "multi_a" : "sortedmulti_a", 1 + random.nextInt(total), keys);
    }

    /** A cosigner's key, or one of two to four of them. */
    private String signingKey() {
        int participants = 1 + random.nextInt(MOST_PARTICIPANTS);
        if (participants == 1 || left - participants < MOST_LEAVES) {
            return cosignerKey();
        }
        boolean isDerivedFirst = random.nextBoolean();
        String keys = IntStream.range(0, participants)
                .mapToObj(i -> account() + (isDerivedFirst ? STEPS : ""))
                .collect(Collectors.joining(","));
        return "musig(%s)%s".formatted(keys, isDerivedFirst ? "" : STEPS);
    }

    private String cosignerKey() {
        return account() + STEPS;
    }

    private String account() {
        left--;
        return cosigners.remove(cosigners.size() - 1);
    }

    private static String cosigner(int number) {
        return Cosigner.ofSeed(Hashes.sha256(new ByteWriter().writeInt64(number).toBytes())
                        .bytes())
                .accountKey("48h/1h/%dh/3h".formatted(number), Network.REGTEST)
                .toString();
    }
}
