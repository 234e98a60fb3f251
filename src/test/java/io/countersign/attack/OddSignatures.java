package io.countersign.attack;

import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.SigVersion;
import io.countersign.testing.Spend;
import java.math.BigInteger;
import java.util.HexFormat;

/** Signatures that no honest signer makes, by arithmetic modulo the group order. */
final class OddSignatures {

    static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private OddSignatures() {}

    /** A right signature (ALL) with low S and a chosen nonce: s = (z + r d) / k. */
    static String withNonce(Spend spend, int input, int seat, BigInteger nonce) {
        BigInteger[] pair = pair(spend, input, seat, nonce);
        return der(pair[0], pair[1].min(ORDER.subtract(pair[1])));
    }

    /** The same with high S, which is right for the curve and refused by policy (BIP146). */
    static String withHighS(Spend spend, int input, int seat) {
        BigInteger[] pair = pair(spend, input, seat, BigInteger.TWO.pow(200));
        return der(pair[0], pair[1].max(ORDER.subtract(pair[1])));
    }

    /** DER of any two numbers and the byte ALL, in hex. */
    static String der(BigInteger r, BigInteger s) {
        String numbers = integer(r) + integer(s);
        return "30%02x%s01".formatted(numbers.length() / 2, numbers);
    }

    private static BigInteger[] pair(Spend spend, int input, int seat, BigInteger nonce) {
        BigInteger z = new BigInteger(
                1,
                spend.psbt()
                        .unsigned()
                        .hashForSigning(
                                input,
                                spend.wallet()
                                        .multisig(0, spend.coins().get(input).index()),
                                1,
                                new Satoshi(spend.coins().get(input).amountSat()),
                                SigVersion.SIGVERSION_WITNESS_V0));
        byte[] point = new PrivateKey(HexFormat.of().parseHex("%064x".formatted(nonce)))
                .publicKey()
                .value
                .toByteArray();
        BigInteger r = new BigInteger(1, point, 1, 32).mod(ORDER);
        BigInteger d = new BigInteger(1, spend.key(input, seat).value.toByteArray());
        BigInteger s = z.add(r.multiply(d)).multiply(nonce.modInverse(ORDER)).mod(ORDER);
        return new BigInteger[] {r, s};
    }

    private static String integer(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return "02%02x%s".formatted(bytes.length, HexFormat.of().formatHex(bytes));
    }
}
