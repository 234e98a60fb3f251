package io.countersign.chain.core;

import io.countersign.chain.UnspentCoin;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.smallrye.mutiny.Uni;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Unspent outputs as the node tells of them (gettxout), and who spends the others (gettxspendingprevout). */
final class CoreOutputs {

    private static final int SATOSHI_PLACES = 8;

    private final CoreNode node;

    CoreOutputs(CoreNode node) {
        this.node = node;
    }

    /** The coin at {@code outpoint}, mempool included. */
    Uni<Optional<UnspentCoin>> findUnspent(Outpoint outpoint) {
        return find(outpoint, true).map(found -> found.map(CoreOutputs::coin));
    }

    /** The coin at {@code outpoint} as the node writes it; with {@code mempool} what is only there counts as well. */
    Uni<Optional<JsonObject>> find(Outpoint outpoint, boolean mempool) {
        return node.call("gettxout", outpoint.txid().toHex(), outpoint.vout(), mempool)
                .map(answer -> answer == JsonValue.NULL ? Optional.empty() : Optional.of(answer.asJsonObject()));
    }

    /** The transaction that spends {@code outpoint}: one of the mempool, or of the chain where the node has an index of spenders. */
    Uni<Optional<JsonObject>> findSpender(Outpoint outpoint) {
        JsonObject asked = Json.createObjectBuilder()
                .add("txid", outpoint.txid().toHex())
                .add("vout", outpoint.vout())
                .build();
        return node.call(
                        "gettxspendingprevout",
                        Json.createArrayBuilder(List.of(asked)).build())
                .map(answer -> Optional.of(answer.asJsonArray().getJsonObject(0))
                        .filter(spender -> spender.containsKey("spendingtxid")));
    }

    static Txid spenderOf(JsonObject spender) {
        return Txid.parse(spender.getString("spendingtxid"));
    }

    private static UnspentCoin coin(JsonObject found) {
        Bytes script = Bytes.ofHex(found.getJsonObject("scriptPubKey").getString("hex"));
        return new UnspentCoin(
                new TxOutput(satoshi(found.getJsonNumber("value")), script),
                found.getInt("confirmations"),
                found.getBoolean("coinbase"));
    }

    /** An amount in BTC, exactly. */
    static long satoshi(JsonNumber btc) {
        return btc.bigDecimalValue().movePointRight(SATOSHI_PLACES).longValueExact();
    }
}
