package io.countersign.attack;

import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threat B9: of all the ways to write a right signature only the one that the network relays is taken. */
@QuarkusTest
class SignatureEncodingTest {

    private TestProposal proposal;
    private Spend spend;
    private String publicKey;

    @BeforeEach
    void propose() {
        TestWallet wallet = TestWallet.twoOfThree();
        proposal = Spend.of(wallet, wallet.fund(500_000)).proposed();
        spend = proposal.spend();
        publicKey = spend.publicKey(0, 0);
    }

    @Test
    void refusesHighS() {
        refuse(OddSignatures.withHighS(spend, 0, 0), "high_s");
    }

    @Test
    void refusesSloppyDer() {
        String right = spend.signature(0, 0, 1);
        int total = Integer.parseInt(right.substring(2, 4), 16);
        int rSize = Integer.parseInt(right.substring(6, 8), 16);
        String r = right.substring(8, 8 + 2 * rSize);
        String rest = right.substring(8 + 2 * rSize);
        Map<String, String> sloppy = new LinkedHashMap<>();
        sloppy.put("r is padded", "30%02x02%02x00%s%s".formatted(total + 1, rSize + 1, r, rest));
        sloppy.put("a byte trails inside", "30%02x%s00%s".formatted(total + 1, inner(right), "01"));
        sloppy.put("a byte trails outside", right.substring(0, right.length() - 2) + "0001");
        sloppy.put("the length is long form", "3081" + right.substring(2));
        sloppy.put("the length is too short", "30%02x%s".formatted(total - 1, right.substring(4)));
        sloppy.put("it is no sequence", "31" + right.substring(2));
        sloppy.put("r is no integer", "30%02x03%s".formatted(total, right.substring(6)));
        sloppy.put("r has no bytes", "30%02x0200%s01".formatted(total - rSize, withoutType(rest)));
        sloppy.put("it has no hash type", withoutType(right));
        sloppy.put("it is a hash type only", "01");
        sloppy.put("it is empty", "");
        sloppy.put("it is compact", "11".repeat(64) + "01");
        sloppy.forEach((how, signature) -> refuse(signature, "signature_encoding"));
    }

    @Test
    void refusesNumbersOutsideTheGroup() {
        BigInteger one = BigInteger.ONE;
        refuse(OddSignatures.der(BigInteger.ZERO, one), "signature_encoding", "signature_invalid");
        refuse(OddSignatures.der(one, BigInteger.ZERO), "signature_encoding", "signature_invalid");
        refuse(OddSignatures.der(OddSignatures.ORDER, one), "signature_encoding", "signature_invalid");
        refuse(OddSignatures.der(one.negate(), one), "signature_encoding", "signature_invalid");
        refuse(OddSignatures.der(one, one), "signature_invalid");
    }

    private void refuse(String signature, String... reasons) {
        String reason = proposal.attempt(() -> proposal.contribute(0, publicKey, signature))
                .refused(422, "signatures-not-right")
                .json()
                .at("/violations/0/reason")
                .asText();
        org.assertj.core.api.Assertions.assertThat(reasons).as(signature).contains(reason);
    }

    private static String inner(String signature) {
        return signature.substring(4, signature.length() - 2);
    }

    private static String withoutType(String signature) {
        return signature.substring(0, signature.length() - 2);
    }
}
