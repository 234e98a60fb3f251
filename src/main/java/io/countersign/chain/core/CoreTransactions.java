package io.countersign.chain.core;

import io.countersign.chain.BlockHash;
import io.countersign.chain.BlockPosition;
import io.countersign.chain.TransactionStatus;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.Txid;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * Transactions as the node tells of them. Without txindex it finds those of the mempool only, unless it is told the block: that is
 * worked out from the depth of an unspent output and remembered.
 */
final class CoreTransactions {

    private static final int OUTPUTS_TRIED = 16;

    private final CoreNode node;
    private final CoreOutputs outputs;
    private final Remembered<Txid, String> blocks = new Remembered<>();

    CoreTransactions(CoreNode node, CoreOutputs outputs) {
        this.node = node;
        this.outputs = outputs;
    }

    Uni<Optional<Transaction>> find(Txid txid) {
        return raw(txid, false).map(found -> found.map(hex -> parse(txid, ((JsonString) hex).getString())));
    }

    /** MEMPOOL or CONFIRMED; empty where the node can't find it. */
    Uni<Optional<TransactionStatus>> findStatus(Txid txid) {
        return raw(txid, true)
                .chain(found -> found.isPresent()
                        ? status(found.get().asJsonObject())
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<JsonValue>> raw(Txid txid, boolean verbose) {
        return orAbsent(node.call("getrawtransaction", txid.toHex(), verbose))
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : block(txid).chain(block -> rawIn(txid, verbose, block)));
    }

    private Uni<Optional<JsonValue>> rawIn(Txid txid, boolean verbose, Optional<String> block) {
        return block.map(hash -> orAbsent(node.call("getrawtransaction", txid.toHex(), verbose, hash))
                        .invoke(found -> {
                            if (found.isEmpty()) {
                                blocks.forget(txid);
                            }
                        }))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<String>> block(Txid txid) {
        Optional<String> known = blocks.find(txid);
        return known.isPresent()
                ? Uni.createFrom().item(known)
                : confirmedOutput(txid)
                        .chain(output -> output.map(this::blockOf)
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                        .invoke(found -> found.ifPresent(hash -> blocks.put(txid, hash)));
    }

    /** One of the first outputs that no block has spent, asked for one after another. */
    private Uni<Optional<JsonObject>> confirmedOutput(Txid txid) {
        return Multi.createFrom()
                .range(0, OUTPUTS_TRIED)
                .onItem()
                .transformToUniAndConcatenate(vout -> outputs.find(new Outpoint(txid, vout), false))
                .select()
                .where(Optional::isPresent)
                .toUni()
                .onItem()
                .ifNull()
                .continueWith(Optional::empty);
    }

    private Uni<Optional<String>> blockOf(JsonObject output) {
        return node.call("getblockheader", output.getString("bestblock"))
                .map(best -> best.asJsonObject().getInt("height") - output.getInt("confirmations") + 1)
                .chain(height -> node.call("getblockhash", height))
                .map(hash -> Optional.of(((JsonString) hash).getString()));
    }

    /** What stands in a block off the chain has no confirmations, and is as good as not found. */
    private Uni<Optional<TransactionStatus>> status(JsonObject found) {
        if (!found.containsKey("blockhash")) {
            return Uni.createFrom().item(Optional.of(TransactionStatus.inMempool()));
        }
        int confirmations = found.getInt("confirmations", 0);
        if (confirmations < 1) {
            return Uni.createFrom().item(Optional.empty());
        }
        String block = found.getString("blockhash");
        return node.call("getblockheader", block)
                .map(header -> new BlockPosition(header.asJsonObject().getInt("height"), BlockHash.parse(block)))
                .map(position -> Optional.of(TransactionStatus.confirmed(confirmations, position)));
    }

    private static Transaction parse(Txid asked, String hex) {
        Transaction transaction = Transaction.parse(Bytes.ofHex(hex));
        if (!transaction.txid().equals(asked)) {
            throw CoreRpc.down("answered another transaction than the one it was asked for", null);
        }
        return transaction;
    }

    private static Uni<Optional<JsonValue>> orAbsent(Uni<JsonValue> call) {
        return call.map(Optional::of)
                .onFailure(e -> e instanceof RpcException rpc && rpc.code() == RpcException.NOT_FOUND)
                .recoverWithItem(Optional.empty());
    }
}
