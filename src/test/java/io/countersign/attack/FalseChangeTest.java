package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.Script;
import fr.acinq.bitcoin.TxOut;
import io.countersign.testing.Coin;
import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threat B6: an output is change when the descriptor derives it, whatever its fields claim; claims that contradict are refused. */
@QuarkusTest
class FalseChangeTest {

    private static final int CHANGE = 1;

    private TestWallet wallet;
    private Coin coin;

    @BeforeEach
    void fund() {
        wallet = TestWallet.twoOfThree();
        coin = wallet.fund(600_000);
    }

    @Test
    void refusesForeignScriptThatClaimsTheWalletsKeys() {
        Spend spend = paying(Spend.payment(390_000));
        claim(spend, 1, 0);

        refuse(spend, "key-fields-contradict");
    }

    @Test
    void refusesScriptOfTheSameKeysWithALowerThreshold() {
        byte[] oneOfThree = wallet.multisig(1, 0).clone();
        oneOfThree[0] = 0x51;
        Spend spend = paying(new TxOut(new Satoshi(390_000), Script.write(Script.pay2wsh(oneOfThree))));
        claim(spend, 1, 0);
        spend.psbt()
                .output(CHANGE)
                .put(RawPsbt.OUTPUT_WITNESS_SCRIPT, HexFormat.of().formatHex(oneOfThree));

        refuse(spend, "key-fields-contradict");
    }

    @Test
    void refusesChangeThatClaimsAnotherIndex() {
        Spend spend = paying(Spend.change(wallet, 3, 390_000));
        claim(spend, 1, 2);

        refuse(spend, "key-fields-contradict");
    }

    @Test
    void refusesChangeWithAnotherWitnessScript() {
        Spend spend = paying(Spend.change(wallet, 0, 390_000));
        spend.psbt()
                .output(CHANGE)
                .put(RawPsbt.OUTPUT_WITNESS_SCRIPT, HexFormat.of().formatHex(wallet.multisig(1, 1)));

        refuse(spend, "key-fields-contradict");
    }

    @Test
    void refusesChangeOutOfSight() {
        Spend spend = paying(Spend.change(wallet, 1_000_000, 390_000));
        claim(spend, 1, 1_000_000);

        assertThat(NothingStored.in(wallet, spend::propose).expect(422).problem())
                .isEqualTo("change-too-far");
    }

    @Test
    void callsForeignOutputsRecipientsAndOwnReceiveAddressesOwn() {
        Spend spend = Spend.paying(
                wallet,
                List.of(coin),
                List.of(
                        Spend.payment(200_000),
                        new TxOut(new Satoshi(190_000), wallet.outputScript(0, coin.index())),
                        Spend.change(wallet, 5, 200_000),
                        new TxOut(
                                new Satoshi(5_000),
                                Script.write(
                                        Script.pay2wpkh(Signer.of(1).child(1, 0).publicKey())))));

        Reply made = spend.propose().expect(201);

        assertThat(made.json().get("outputs"))
                .extracting(output ->
                        output.get("kind").asText() + " " + output.path("own").asBoolean())
                .containsExactly("recipient false", "recipient true", "change true", "recipient false");
        wallet.owning().delete("/v1/proposals/" + made.get("id")).expect(200);
    }

    private Spend paying(TxOut change) {
        return Spend.paying(wallet, List.of(coin), List.of(Spend.payment(200_000), change));
    }

    /** Key origins of all cosigners as honest change at this place has them. */
    private void claim(Spend spend, int branch, long index) {
        Map<String, String> output = spend.psbt().output(CHANGE);
        for (int seat = 0; seat < 3; seat++) {
            String origin = wallet.seat(seat).signer().fingerprint()
                    + "30000080" + "01000080" + "00000080" + "02000080"
                    + "%02x000000".formatted(branch)
                    + HexFormat.of().formatHex(littleEndian(index));
            output.put(RawPsbt.OUTPUT_DERIVATION + wallet.publicKey(seat, branch, index), origin);
        }
    }

    private void refuse(Spend spend, String slug) {
        NothingStored.in(wallet, spend::propose).refused(422, slug);
    }

    private static byte[] littleEndian(long number) {
        return java.nio.ByteBuffer.allocate(4)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt((int) number)
                .array();
    }
}
