package io.countersign.chain.dev;

import static io.countersign.chain.dev.ChainCopy.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.chain.BlockPosition;
import io.countersign.chain.BroadcastAnswer;
import io.countersign.chain.BroadcastAnswer.Rejection;
import io.countersign.chain.ChainTip;
import io.countersign.chain.RejectReason;
import io.countersign.chain.TransactionStatus;
import io.countersign.chain.UnspentCoin;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.kernel.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The chain on a real PostgreSQL, as one server uses it. */
class DevelopmentChainDbTest {

    private static final long AMOUNT = 1_000_000;
    private static final long FEE = 500;
    private static final String DATABASE = "development_chain";

    private static ChainCopy copy;

    @BeforeAll
    static void open() {
        ChainCopy.createDatabase(DATABASE);
        copy = new ChainCopy(DATABASE);
    }

    @AfterAll
    static void close() {
        copy.close();
    }

    @Test
    void followsACoinFromTheFaucetToItsSpendAndBeyond() {
        Outpoint coin = faucet();
        TxOutput output = new TxOutput(AMOUNT, OpenCoins.SCRIPT);
        assertThat(unspent(coin)).contains(new UnspentCoin(output, 0, false));
        BlockPosition paid = mine(1);
        assertThat(unspent(coin)).contains(new UnspentCoin(output, 1, false));

        Transaction spend = OpenCoins.spend(coin, AMOUNT - FEE);
        assertThat(status(spend)).isEqualTo(TransactionStatus.unknown());
        assertThat(send(spend)).isEqualTo(BroadcastAnswer.accepted());
        assertThat(unspent(coin)).isEmpty();
        assertThat(unspent(new Outpoint(spend.txid(), 0))).isPresent();
        assertThat(status(spend)).isEqualTo(TransactionStatus.inMempool());
        assertThat(await(copy.chain.findTransaction(spend.txid()))).contains(spend);

        BlockPosition place = mine(1);
        assertThat(place.height()).isEqualTo(paid.height() + 1);
        mine(5);
        assertThat(status(spend)).isEqualTo(TransactionStatus.confirmed(6, place));
        assertThat(await(copy.service.find(spend.txid())).confirmations()).isEqualTo(6);
        assertThat(unspent(new Outpoint(spend.txid(), 0)))
                .hasValueSatisfying(found -> assertThat(found.confirmations()).isEqualTo(6));
    }

    /** What a block's median is when it is the tip, it stays. */
    @Test
    void tellsTheMedianTimePastOfEachBlock() {
        mine(1);
        ChainTip tip = await(copy.chain.tip());
        mine(20);

        assertThat(await(copy.chain.medianTimePast(tip.height()))).isEqualTo(tip.medianTimePast());
        assertThat(await(copy.chain.medianTimePast(tip.height() + 15))).isGreaterThan(tip.medianTimePast());
    }

    @Test
    void countsAsSentWhatIsThereAlready() {
        Transaction spend = OpenCoins.spend(faucet(), AMOUNT - FEE);
        send(spend);

        assertThat(send(spend)).isEqualTo(BroadcastAnswer.alreadyKnown());
        mine(1);
        assertThat(send(spend)).isEqualTo(BroadcastAnswer.alreadyKnown());
    }

    @Test
    void refusesTheSecondSpendOfACoinAndNamesTheFirst() {
        Outpoint coin = faucet();
        Transaction first = OpenCoins.spend(coin, AMOUNT - FEE);
        Transaction second = OpenCoins.spend(coin, AMOUNT - 100 * FEE);
        send(first);

        assertThat(refusal(second)).isEqualTo(RejectReason.MEMPOOL_CONFLICT);
        assertThat(status(second)).isEqualTo(TransactionStatus.conflicted(Optional.of(first.txid()), 0));
        mine(3);
        assertThat(refusal(second)).isEqualTo(RejectReason.INPUTS_MISSING_OR_SPENT);
        assertThat(status(second)).isEqualTo(TransactionStatus.conflicted(Optional.of(first.txid()), 3));
    }

    @Test
    void refusesASpendWhoseScriptFails() {
        TxInput input = TxInput.unsigned(faucet(), OpenCoins.REPLACEABLE)
                .withSignature(Bytes.EMPTY, List.of(Bytes.ofHex("53")));
        Transaction spend = new Transaction(2, List.of(input), List.of(new TxOutput(1_000, OpenCoins.SCRIPT)), 0);

        assertThat(refusal(spend)).isEqualTo(RejectReason.SCRIPT_CHECK_FAILED);
    }

    @Test
    void refusesWhatMayNotStandInTheNextBlock() {
        Outpoint coin = faucet();
        int height = mine(1).height();

        assertThat(refusal(OpenCoins.spend(coin, AMOUNT - FEE, OpenCoins.REPLACEABLE, height + 1)))
                .isEqualTo(RejectReason.NON_FINAL);
        assertThat(refusal(OpenCoins.spend(coin, AMOUNT - FEE, 2, 0))).isEqualTo(RejectReason.NON_FINAL);
        assertThat(send(OpenCoins.spend(coin, AMOUNT - FEE, 1, height))).isEqualTo(BroadcastAnswer.accepted());
    }

    @Test
    void refusesCoinsThatDoNotExist() {
        assertThat(refusal(OpenCoins.spend(new Outpoint(Txid.parse("ab".repeat(32)), 0), AMOUNT)))
                .isEqualTo(RejectReason.INPUTS_MISSING_OR_SPENT);
        assertThat(refusal(OpenCoins.spend(new Outpoint(faucet().txid(), 2), AMOUNT)))
                .isEqualTo(RejectReason.INPUTS_MISSING_OR_SPENT);
    }

    @Test
    void refusesToSpendTheChainsOwnCoins() {
        Outpoint change = new Outpoint(faucet().txid(), 1);

        assertThat(refusal(OpenCoins.spend(change, AMOUNT))).isEqualTo(RejectReason.NOT_STANDARD);
    }

    @Test
    void storesNothingOfARefusedTransaction() {
        Outpoint coin = faucet();
        Transaction cheap = OpenCoins.spend(coin, AMOUNT);
        assertThat(refusal(cheap)).isEqualTo(RejectReason.FEE_BELOW_MINIMUM);

        assertThat(await(copy.chain.findTransaction(cheap.txid()))).isEmpty();
        assertThat(unspent(coin)).isPresent();
    }

    @Test
    void spendsCoinsThatAreNotConfirmedYet() {
        Transaction parent = OpenCoins.spend(faucet(), AMOUNT - FEE);
        Transaction child = OpenCoins.spend(new Outpoint(parent.txid(), 0), AMOUNT - 2 * FEE);
        send(parent);
        assertThat(send(child)).isEqualTo(BroadcastAnswer.accepted());
        BlockPosition place = mine(1);

        assertThat(status(parent)).isEqualTo(TransactionStatus.confirmed(1, place));
        assertThat(status(child)).isEqualTo(TransactionStatus.confirmed(1, place));
    }

    @Test
    void makesNoCoinOfAnOutputThatNobodyCanSpend() {
        TxInput input = new TxInput(faucet(), Bytes.EMPTY, OpenCoins.REPLACEABLE, List.of(OpenCoins.WITNESS_SCRIPT));
        Transaction note = new Transaction(
                2,
                List.of(input),
                List.of(new TxOutput(0, Bytes.ofHex("6a026869")), new TxOutput(AMOUNT - FEE, OpenCoins.SCRIPT)),
                0);
        send(note);

        assertThat(unspent(new Outpoint(note.txid(), 0))).isEmpty();
        assertThat(unspent(new Outpoint(note.txid(), 1))).isPresent();
    }

    @Test
    void knowsWhichScriptsWereEverPaid() {
        Bytes unpaid = OutputScript.p2wsh(Bytes.ofHex("58"));
        Bytes paidAndSpent = OutputScript.p2wsh(Bytes.ofHex("57"));
        Outpoint coin = new Outpoint(await(copy.service.pay(paidAndSpent, Satoshi.of(AMOUNT))), 0);
        TxInput input = new TxInput(coin, Bytes.EMPTY, OpenCoins.REPLACEABLE, List.of(Bytes.ofHex("57")));
        send(new Transaction(2, List.of(input), List.of(new TxOutput(AMOUNT - FEE, OpenCoins.SCRIPT)), 0));

        assertThat(await(copy.chain.paidScripts(List.of(unpaid, paidAndSpent, paidAndSpent))))
                .containsExactly(paidAndSpent);
    }

    @Test
    void refusesToPayMoreThanTheFaucetHas() {
        assertThatThrownBy(() -> await(copy.service.pay(OpenCoins.SCRIPT, Satoshi.of(Satoshi.MAX))))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(DevelopmentRefusal.FAUCET_EMPTY));
    }

    @Test
    void makesAThousandBlocksAtOnce() {
        int before = mine(1).height();
        BlockPosition last = mine(1_000);

        ChainTip tip = await(copy.chain.tip());
        assertThat(last.height()).isEqualTo(before + 1_000);
        assertThat(tip.hash()).isEqualTo(last.hash());
    }

    @Test
    void isTheSameAfterARestart() {
        Transaction waiting = OpenCoins.spend(faucet(), AMOUNT - FEE);
        send(waiting);
        ChainTip tip = await(copy.chain.tip());

        try (ChainCopy restarted = new ChainCopy(DATABASE)) {
            assertThat(await(restarted.chain.tip())).isEqualTo(tip);
            assertThat(await(restarted.chain.status(waiting.txid(), waiting.outpoints())))
                    .isEqualTo(TransactionStatus.inMempool());
            assertThat(await(restarted.service.mine(1)).height()).isEqualTo(tip.height() + 1);
        }
        assertThat(status(waiting).confirmations()).isEqualTo(1);
    }

    private static Outpoint faucet() {
        return new Outpoint(await(copy.service.pay(OpenCoins.SCRIPT, Satoshi.of(AMOUNT))), 0);
    }

    private static BlockPosition mine(int count) {
        return await(copy.service.mine(count));
    }

    private static BroadcastAnswer send(Transaction transaction) {
        return await(copy.chain.broadcast(transaction));
    }

    private static RejectReason refusal(Transaction transaction) {
        return send(transaction).rejection().map(Rejection::reason).orElseThrow();
    }

    private static TransactionStatus status(Transaction transaction) {
        return await(copy.chain.status(transaction.txid(), transaction.outpoints()));
    }

    private static Optional<UnspentCoin> unspent(Outpoint outpoint) {
        return await(copy.chain.findUnspent(List.of(outpoint))).get(0);
    }
}
