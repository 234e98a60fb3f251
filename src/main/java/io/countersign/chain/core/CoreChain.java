package io.countersign.chain.core;

import io.countersign.chain.BlockHash;
import io.countersign.chain.BroadcastAnswer;
import io.countersign.chain.BroadcastAnswer.Rejection;
import io.countersign.chain.ChainBackend;
import io.countersign.chain.ChainTip;
import io.countersign.chain.RejectReason;
import io.countersign.chain.TransactionStatus;
import io.countersign.chain.UnspentCoin;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.Txid;
import io.countersign.platform.work.InTurn;
import io.smallrye.mutiny.Uni;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A Bitcoin Core node as the chain backend. It sees final transactions only, never a PSBT. */
public final class CoreChain implements ChainBackend {

    public static final String NAME = "bitcoin-core";

    /** No limit of the node's own: the proposal's limits have judged the fee, and cosigners signed it. */
    private static final int NO_FEE_LIMIT = 0;

    private final Network network;
    private final CoreNode node;
    private final CoreOutputs outputs;
    private final CoreTransactions transactions;
    private final CoreConflicts conflicts;

    public CoreChain(CoreRpc rpc, Network network) {
        this.network = network;
        this.node = new CoreNode(rpc, network);
        this.outputs = new CoreOutputs(node);
        this.transactions = new CoreTransactions(node, outputs);
        this.conflicts = new CoreConflicts(node, outputs, transactions);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public Uni<ChainTip> tip() {
        return answered(node.chainState().map(CoreChain::tip));
    }

    @Override
    public Uni<Long> medianTimePast(int height) {
        return answered(node.call("getblockhash", height)
                .chain(hash -> node.call("getblockheader", ((JsonString) hash).getString()))
                .map(header -> medianTime(header.asJsonObject())));
    }

    @Override
    public Uni<Optional<Transaction>> findTransaction(Txid txid) {
        return answered(transactions.find(txid));
    }

    @Override
    public Uni<List<Optional<UnspentCoin>>> findUnspent(List<Outpoint> outpoints) {
        return answered(InTurn.each(outpoints, outputs::findUnspent));
    }

    @Override
    public Uni<BroadcastAnswer> broadcast(Transaction transaction) {
        return answered(node.call("sendrawtransaction", transaction.serialize().toHex(), NO_FEE_LIMIT)
                .map(sent -> BroadcastAnswer.accepted())
                .onFailure(RpcException.class)
                .recoverWithUni(e -> refused(transaction, (RpcException) e)));
    }

    @Override
    public Uni<TransactionStatus> status(Txid txid, List<Outpoint> spends) {
        return answered(transactions.findStatus(txid).chain(found -> found.map(
                        status -> Uni.createFrom().item(status))
                .orElseGet(() -> conflicts.status(txid, spends))));
    }

    /** A node has no index of scripts. */
    @Override
    public Uni<Set<Bytes>> paidScripts(List<Bytes> scripts) {
        return Uni.createFrom().item(Set.of());
    }

    private Uni<BroadcastAnswer> refused(Transaction transaction, RpcException error) {
        return CoreRejections.answer(error)
                .map(answer -> inputsAreGone(answer)
                        ? unlessKnown(transaction, answer)
                        : Uni.createFrom().item(answer))
                .orElseGet(() -> Uni.createFrom().failure(error));
    }

    /** A transaction that is confirmed, and whose outputs are spent again, misses its own inputs. */
    private Uni<BroadcastAnswer> unlessKnown(Transaction transaction, BroadcastAnswer answer) {
        return transactions
                .findStatus(transaction.txid())
                .map(status -> status.isPresent() ? BroadcastAnswer.alreadyKnown() : answer);
    }

    private static boolean inputsAreGone(BroadcastAnswer answer) {
        return answer.rejection()
                .map(Rejection::reason)
                .filter(RejectReason.INPUTS_MISSING_OR_SPENT::equals)
                .isPresent();
    }

    private static ChainTip tip(JsonObject state) {
        return new ChainTip(
                state.getInt("blocks"), BlockHash.parse(state.getString("bestblockhash")), medianTime(state));
    }

    private static long medianTime(JsonObject state) {
        return state.getJsonNumber("mediantime").longValueExact();
    }

    /** An error that no question here foresees is a node that can't be relied on now. */
    private static <T> Uni<T> answered(Uni<T> question) {
        return question.onFailure(RpcException.class)
                .transform(e -> CoreRpc.down("answered an error: " + e.getMessage(), e));
    }
}
