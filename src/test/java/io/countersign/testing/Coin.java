package io.countersign.testing;

import fr.acinq.bitcoin.OutPoint;
import fr.acinq.bitcoin.Transaction;
import java.util.Map;

/** A coin that the development chain's faucet paid to branch 0 of a wallet, with the whole transaction that made it. */
public record Coin(Transaction previous, int vout, long index) {

    /** Unconfirmed, which the contract allows to spend. */
    public static Coin paid(Api api, String address, long index, long amountSat) {
        Reply payment = api.post("/v1/development/faucet", Map.of("address", address, "amountSat", amountSat))
                .expect(201);
        Reply transaction = api.get("/v1/development/transactions/" + payment.get("txid"));
        return new Coin(
                Transaction.read(transaction.expect(200).get("hex")),
                payment.json().get("vout").asInt(),
                index);
    }

    public OutPoint outpoint() {
        return new OutPoint(previous, vout);
    }

    public long amountSat() {
        return previous.txOut.get(vout).amount.toLong();
    }
}
