package io.countersign.chain.dev.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;

/** A payment out of a coin of the chain's own: output 0 is what was asked for, output 1 goes back to the chain. */
public record FaucetPayment(Transaction transaction, Satoshi fee) {

    private static final long REPLACEABLE_SEQUENCE = 0xfffffffdL;

    /** What a funding coin must hold beyond the amount: more than any fee, so that the change is never dust. */
    public static final Satoshi RESERVE = Satoshi.of(100_000);

    /** @param coin an unspent coin of the chain's own that holds {@code amount} and {@link #RESERVE} at least */
    public static FaucetPayment of(ChainCoin coin, Bytes script, Satoshi amount) {
        Satoshi left = coin.output().amount().minus(amount);
        TxInput input = FundingScript.spend(TxInput.unsigned(coin.outpoint(), REPLACEABLE_SEQUENCE));
        Transaction withoutFee = paying(input, script, amount, left);
        Satoshi fee = Satoshi.of(withoutFee.virtualSize());
        return new FaucetPayment(paying(input, script, amount, left.minus(fee)), fee);
    }

    /** The script that the chain's own coins pay to. */
    public static Bytes fundingScript() {
        return FundingScript.SCRIPT;
    }

    private static Transaction paying(TxInput input, Bytes script, Satoshi amount, Satoshi change) {
        return new Transaction(
                2,
                List.of(input),
                List.of(new TxOutput(amount.value(), script), new TxOutput(change.value(), FundingScript.SCRIPT)),
                0);
    }
}
