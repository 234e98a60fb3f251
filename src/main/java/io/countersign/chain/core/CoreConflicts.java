package io.countersign.chain.core;

import io.countersign.chain.TransactionStatus;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Txid;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Whether another transaction took the coins of one that the node can't find. Says so only where the node shows it. */
final class CoreConflicts {

    private final CoreNode node;
    private final CoreOutputs outputs;
    private final CoreTransactions transactions;
    private final Remembered<Outpoint, Integer> firstSeenSpent = new Remembered<>();

    CoreConflicts(CoreNode node, CoreOutputs outputs, CoreTransactions transactions) {
        this.node = node;
        this.outputs = outputs;
        this.transactions = transactions;
    }

    /** The status of {@code txid}, which the node does not find, by the first of {@code spends} that tells. */
    Uni<TransactionStatus> status(Txid txid, List<Outpoint> spends) {
        return Multi.createFrom()
                .iterable(spends)
                .onItem()
                .transformToUniAndConcatenate(outpoint -> statusBy(txid, outpoint))
                .select()
                .where(status -> status.kind() != TransactionStatus.Kind.UNKNOWN)
                .toUni()
                .onItem()
                .ifNull()
                .continueWith(TransactionStatus::unknown);
    }

    private Uni<TransactionStatus> statusBy(Txid txid, Outpoint outpoint) {
        return outputs.findUnspent(outpoint)
                .chain(coin -> coin.isPresent()
                        ? Uni.createFrom().item(TransactionStatus.unknown())
                        : outputs.findSpender(outpoint).chain(spender -> statusBySpender(txid, outpoint, spender)));
    }

    private Uni<TransactionStatus> statusBySpender(Txid txid, Outpoint outpoint, Optional<JsonObject> spender) {
        if (spender.isEmpty()) {
            return statusOfSpent(outpoint);
        }
        Txid by = CoreOutputs.spenderOf(spender.get());
        if (by.equals(txid)) {
            // It came in between two questions.
            return transactions.findStatus(txid).map(status -> status.orElseGet(TransactionStatus::unknown));
        }
        return transactions
                .findStatus(by)
                .map(status -> status.map(TransactionStatus::confirmations).orElse(0))
                .map(confirmations -> TransactionStatus.conflicted(Optional.of(by), confirmations));
    }

    /**
     * Spent by a block, where the transaction that made the coin is confirmed, and by another transaction, where the node has an
     * index that would have found this one. Its depth is counted from when it was first seen here.
     */
    private Uni<TransactionStatus> statusOfSpent(Outpoint outpoint) {
        return Uni.combine()
                .all()
                .unis(transactions.findStatus(outpoint.txid()), hasTransactionIndex(), height())
                .asTuple()
                .map(facts -> {
                    boolean made = facts.getItem1()
                            .map(status -> status.kind() == TransactionStatus.Kind.CONFIRMED)
                            .orElse(false);
                    return made && facts.getItem2()
                            ? TransactionStatus.conflicted(Optional.empty(), depth(outpoint, facts.getItem3()))
                            : TransactionStatus.unknown();
                });
    }

    private int depth(Outpoint outpoint, int height) {
        return height - firstSeenSpent.first(outpoint, height) + 1;
    }

    private Uni<Boolean> hasTransactionIndex() {
        return node.call("getindexinfo", "txindex")
                .map(answer -> Optional.ofNullable(answer.asJsonObject().getJsonObject("txindex"))
                        .map(index -> index.getBoolean("synced"))
                        .orElse(false));
    }

    private Uni<Integer> height() {
        return node.chainState().map(state -> state.getInt("blocks"));
    }
}
