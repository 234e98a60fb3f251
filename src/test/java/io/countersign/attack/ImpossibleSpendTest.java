package io.countersign.attack;

import fr.acinq.bitcoin.Bitcoin;
import fr.acinq.bitcoin.Block;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.Transaction;
import fr.acinq.bitcoin.TxIn;
import fr.acinq.bitcoin.TxOut;
import io.countersign.testing.Coin;
import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threats B5 and B13: only the wallet's own unspent coins, once each, and no fee that must be a mistake. */
@QuarkusTest
class ImpossibleSpendTest {

    private TestWallet wallet;
    private Coin coin;

    @BeforeEach
    void fund() {
        wallet = TestWallet.twoOfThree();
        coin = wallet.fund(1_000_000);
    }

    @Test
    void refusesCoinOfSomebodyElse() {
        String address =
                Bitcoin.computeP2WpkhAddress(Signer.of(9).child(0, 0).publicKey(), Block.RegtestGenesisBlock.hash);
        Coin foreign = Coin.paid(wallet.owning(), address, 0, 400_000);

        refuse(Spend.of(wallet, coin, foreign), "foreign-input");
    }

    @Test
    void refusesCoinOfAnotherWalletOfTheSamePeople() {
        TestWallet other = TestWallet.make(
                "sh_wsh",
                2,
                TestWallet.people("Alice", "Bob", "Carol"),
                List.of(Signer.nested(1), Signer.nested(2), Signer.nested(3)));

        refuse(Spend.of(wallet, coin, other.fund(400_000)), "foreign-input");
    }

    @Test
    void refusesCoinTwice() {
        Spend twice = Spend.paying(wallet, List.of(coin, coin), List.of(Spend.payment(1_900_000)));

        refuse(twice, "duplicate-input");
    }

    @Test
    void refusesSpentCoin() {
        Spend first = Spend.paying(wallet, List.of(coin), List.of(Spend.payment(990_000)));
        TestProposal sent = new TestProposal(
                first.with(first.signedBy(0, 2)).propose().expect(201).get("id"), first);
        sent.await("broadcast");
        Spend again = Spend.paying(wallet, List.of(coin), List.of(Spend.payment(980_000)));

        NothingStored.in(wallet, () -> again.propose(Map.of("allowConflict", true)))
                .refused(422, "coin-not-spendable");
    }

    @Test
    void refusesOutputsAboveInputs() {
        refuse(Spend.paying(wallet, List.of(coin), List.of(Spend.payment(1_000_001))), "outputs-above-inputs");
    }

    @Test
    void refusesAmountsThatDoNotExist() {
        long most = 2_100_000_000_000_000L;
        List<List<TxOut>> impossible = List.of(
                List.of(amount(-1)),
                List.of(amount(Long.MIN_VALUE)),
                List.of(amount(most + 1)),
                List.of(amount(most), amount(most)),
                List.of(amount(Long.MAX_VALUE), amount(Long.MAX_VALUE), amount(1_000_002)));
        for (List<TxOut> outputs : impossible) {
            Reply reply = NothingStored.in(wallet, Spend.paying(wallet, List.of(coin), outputs)::propose);
            org.assertj.core.api.Assertions.assertThat(reply.status())
                    .as(reply.text())
                    .isIn(400, 422);
            org.assertj.core.api.Assertions.assertThat(reply.problem())
                    .isIn("malformed-psbt", "outputs-above-inputs", "transaction-not-standard");
        }
    }

    @Test
    void refusesFeeAboveTheLimitsUnlessAllowed() {
        // 120,000 is above 10 % of 1,000,000 and above 50,000 sat, at 120,000 / 146 = 822 sat/vB.
        Spend share = Spend.paying(wallet, List.of(coin), List.of(Spend.payment(880_000)));
        refuse(share, "fee-too-high");
        share.propose(Map.of("allowHighFee", true)).expect(201);

        // 170,000 is below 10 % of 10,000,000, at 170,000 / 146 = 1,164 sat/vB.
        Spend rate = Spend.paying(wallet, List.of(wallet.fund(10_000_000)), List.of(Spend.payment(9_830_000)));
        refuse(rate, "fee-too-high");
        rate.propose(Map.of("allowHighFee", true)).expect(201);
    }

    @Test
    void takesFeesThatAreHighInOneWayOnly() {
        // 6 % and 60,000 sat; 20 % and 20,000 sat.
        Spend.paying(wallet, List.of(coin), List.of(Spend.payment(940_000)))
                .propose()
                .expect(201);
        Spend.paying(wallet, List.of(wallet.fund(100_000)), List.of(Spend.payment(80_000)))
                .propose()
                .expect(201);
    }

    @Test
    void refusesWhatTheNetworkWouldNotRelay() {
        refuse(
                Spend.paying(wallet, List.of(coin), List.of(Spend.payment(293), Spend.change(wallet, 0, 990_000))),
                "dust-output");
        Transaction unsigned = Spend.of(wallet, coin).psbt().unsigned();
        RawPsbt late = RawPsbt.of(new Transaction(2, unsigned.txIn, unsigned.txOut, 499_999_999));
        refuse(Spend.of(wallet, coin).with(late), "transaction-not-final");
        RawPsbt odd = RawPsbt.of(new Transaction(4, unsigned.txIn, unsigned.txOut, 0));
        refuse(Spend.of(wallet, coin).with(odd), "transaction-not-standard");
        RawPsbt locked = RawPsbt.of(unsigned.updateInputs(List.of(new TxIn(coin.outpoint(), 1_000L))));
        refuse(Spend.of(wallet, coin).with(locked), "transaction-not-final");
    }

    private void refuse(Spend spend, String slug) {
        NothingStored.in(wallet, spend::propose).refused(422, slug);
    }

    private static TxOut amount(long sat) {
        return new TxOut(new Satoshi(sat), Spend.payment(1).publicKeyScript);
    }
}
