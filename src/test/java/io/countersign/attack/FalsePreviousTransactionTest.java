package io.countersign.attack;

import fr.acinq.bitcoin.OutPoint;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.Transaction;
import fr.acinq.bitcoin.TxIn;
import fr.acinq.bitcoin.TxOut;
import io.countersign.testing.Coin;
import io.countersign.testing.RawPsbt;
import io.countersign.testing.Reply;
import io.countersign.testing.Spend;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threat B4 (CVE-2020-14199): no coin's amount is believed without the whole transaction that made it. */
@QuarkusTest
class FalsePreviousTransactionTest {

    private TestWallet wallet;
    private Coin coin;
    private Spend spend;

    @BeforeEach
    void fund() {
        wallet = TestWallet.twoOfThree();
        coin = wallet.fund(500_000);
        spend = Spend.of(wallet, coin);
    }

    @Test
    void fetchesFromTheChainWhatTheUploadLacks() {
        spend.psbt().input(0).clear();

        Reply made = spend.propose().expect(201);

        RawPsbt served = RawPsbt.parse(wallet.owning()
                .get("/v1/proposals/" + made.get("id") + "/psbt", "Accept", "application/octet-stream")
                .bytes());
        org.assertj.core.api.Assertions.assertThat(served.input(0))
                .containsEntry(RawPsbt.NON_WITNESS_UTXO, hex(coin.previous()));
    }

    @Test
    void refusesCoinWhoseTransactionNobodyHas() {
        Transaction unsigned = spend.psbt().unsigned();
        Transaction unknown =
                coin.previous().updateOutputs(List.of(coin.previous().txOut.get(coin.vout())));
        RawPsbt psbt = RawPsbt.of(unsigned.updateInputs(List.of(new TxIn(new OutPoint(unknown, 0), Spend.SEQUENCE))));

        refuse(psbt, 422, "previous-transaction-missing");
    }

    @Test
    void refusesAnotherTransactionInItsPlace() {
        spend.psbt()
                .input(0)
                .put(RawPsbt.NON_WITNESS_UTXO, hex(wallet.fund(77_000).previous()));

        refuse(spend.psbt(), 422, "previous-transaction-wrong");
    }

    @Test
    void refusesTransactionWithAnotherAmount() {
        List<TxOut> outputs = new ArrayList<>(coin.previous().txOut);
        outputs.set(coin.vout(), new TxOut(new Satoshi(900_000), outputs.get(coin.vout()).publicKeyScript));
        spend.psbt().input(0).put(RawPsbt.NON_WITNESS_UTXO, hex(coin.previous().updateOutputs(outputs)));

        refuse(spend.psbt(), 422, "previous-transaction-wrong");
    }

    @Test
    void refusesOutputThatTheTransactionDoesNotHave() {
        Transaction unsigned = spend.psbt().unsigned();
        RawPsbt psbt =
                RawPsbt.of(unsigned.updateInputs(List.of(new TxIn(new OutPoint(coin.previous(), 99), Spend.SEQUENCE))));
        psbt.input(0).put(RawPsbt.NON_WITNESS_UTXO, hex(coin.previous()));

        refuse(psbt, 422, "previous-transaction-wrong");
    }

    @Test
    void refusesWitnessUtxoThatContradicts() {
        TxOut shown = new TxOut(new Satoshi(500_001), wallet.outputScript(0, coin.index()));
        spend.psbt().input(0).put(RawPsbt.WITNESS_UTXO, HexFormat.of().formatHex(TxOut.write(shown)));

        refuse(spend.psbt(), 422, "previous-transaction-wrong");
    }

    @Test
    void refusesTruncatedTransaction() {
        String whole = hex(coin.previous());
        spend.psbt().input(0).put(RawPsbt.NON_WITNESS_UTXO, whole.substring(0, whole.length() - 2));

        refuse(spend.psbt(), 400, "malformed-psbt");
    }

    @Test
    void refusesBytesAfterTheTransaction() {
        spend.psbt().input(0).put(RawPsbt.NON_WITNESS_UTXO, hex(coin.previous()) + "00");

        refuse(spend.psbt(), 400, "malformed-psbt");
    }

    private void refuse(RawPsbt psbt, int status, String slug) {
        NothingStored.in(wallet, spend.with(psbt)::propose).refused(status, slug);
    }

    private static String hex(Transaction transaction) {
        return HexFormat.of().formatHex(Transaction.write(transaction));
    }
}
