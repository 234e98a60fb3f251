package io.countersign.testing;

import com.fasterxml.jackson.databind.JsonNode;
import fr.acinq.bitcoin.OutPoint;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.Transaction;
import fr.acinq.bitcoin.TxId;
import fr.acinq.bitcoin.TxIn;
import fr.acinq.bitcoin.TxOut;
import io.countersign.testing.FakeNode.NodeError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blocks and a mempool of a {@link FakeNode}, which a test moves by hand: coins out of nothing, rivals, evictions, reorgs. It looks at
 * outpoints only; scripts and amounts are others' business.
 */
public final class FakeChain {

    private final List<Block> blocks = new ArrayList<>();
    private final Map<TxId, Transaction> mempool = new LinkedHashMap<>();
    private int made;

    FakeChain() {
        mine(1);
    }

    /** A confirmed transaction whose output 0 pays a script. */
    public synchronized Transaction pay(byte[] script, long amountSat) {
        OutPoint nowhere = new OutPoint(new TxId(Hash.sha256(("coin " + made++).getBytes())), 0);
        Transaction payment = spending(nowhere, new TxOut(new Satoshi(amountSat), script));
        push(List.of(payment));
        return payment;
    }

    /** New blocks; the first takes what waits. */
    public synchronized void mine(int count) {
        push(List.copyOf(mempool.values()));
        mempool.clear();
        for (int i = 1; i < count; i++) {
            push(List.of());
        }
    }

    /** The newest blocks vanish, and with them what stood in them. */
    public synchronized void dropBlocks(int count) {
        blocks.subList(blocks.size() - count, blocks.size()).clear();
    }

    /** Another transaction takes the coin in a block of its own; one in the mempool goes. */
    public synchronized Transaction mineRivalFor(OutPoint coin) {
        mempool.values().removeIf(transaction -> spends(transaction, coin));
        Transaction rival = rival(coin);
        push(List.of(rival));
        return rival;
    }

    /** Another transaction takes the coin in the mempool, and the one that did before goes. */
    public synchronized Transaction rivalFor(OutPoint coin) {
        mempool.values().removeIf(transaction -> spends(transaction, coin));
        Transaction rival = rival(coin);
        mempool.put(rival.txid, rival);
        return rival;
    }

    /** As a node does when its mempool is full, or empty after a start. */
    public synchronized void evict(String txid) {
        mempool.remove(new TxId(txid));
    }

    public synchronized boolean isInMempool(String txid) {
        return mempool.containsKey(new TxId(txid));
    }

    synchronized void admit(Transaction transaction) {
        if (placeOf(transaction.txid).isPresent()) {
            throw new NodeError(-27, "Transaction outputs already in utxo set");
        }
        if (mempool.containsKey(transaction.txid)) {
            return;
        }
        for (TxIn input : transaction.txIn) {
            if (waiting().anyMatch(other -> spends(other, input.outPoint))) {
                throw new NodeError(-26, "txn-mempool-conflict");
            }
            if (coin(input.outPoint, true) == null) {
                throw new NodeError(-25, "bad-txns-inputs-missingorspent");
            }
        }
        mempool.put(transaction.txid, transaction);
    }

    synchronized Map<String, Object> state() {
        return Map.of("chain", "regtest", "blocks", tip(), "bestblockhash", hash(tip()), "mediantime", 1_700_000_000);
    }

    synchronized String hash(int height) {
        return blocks.get(height).hash();
    }

    synchronized Map<String, Object> header(String hash) {
        int height = blocks.stream().map(Block::hash).toList().indexOf(hash);
        return Map.of("hash", hash, "height", height);
    }

    /** A transaction in hex, or with its place. */
    synchronized Optional<Object> find(String txid, boolean verbose) {
        TxId id = new TxId(txid);
        Transaction waits = mempool.get(id);
        if (waits != null) {
            return Optional.of(verbose ? Map.of("hex", hex(waits)) : hex(waits));
        }
        return placeOf(id).map(height -> {
            String raw = hex(transactionAt(height, id));
            return verbose ? Map.of("hex", raw, "blockhash", hash(height), "confirmations", tip() - height + 1) : raw;
        });
    }

    /** The coin as gettxout shows it; null where it is spent or never was. */
    synchronized Map<String, Object> coin(OutPoint outpoint, boolean withMempool) {
        Optional<Integer> height = placeOf(outpoint.txid);
        Transaction waits = mempool.get(outpoint.txid);
        boolean isSpent = confirmed().anyMatch(transaction -> spends(transaction, outpoint))
                || withMempool && waiting().anyMatch(transaction -> spends(transaction, outpoint));
        if (isSpent || height.isEmpty() && (waits == null || !withMempool)) {
            return null;
        }
        Transaction maker = height.map(at -> transactionAt(at, outpoint.txid)).orElse(waits);
        TxOut output = maker.txOut.get((int) outpoint.index);
        Map<String, Object> coin = new HashMap<>();
        coin.put("bestblock", hash(tip()));
        coin.put("confirmations", height.map(at -> tip() - at + 1).orElse(0));
        coin.put("value", BigDecimal.valueOf(output.amount.toLong(), 8));
        coin.put("scriptPubKey", Map.of("hex", output.publicKeyScript.toHex()));
        coin.put("coinbase", false);
        return coin;
    }

    synchronized List<Map<String, Object>> spenders(JsonNode outpoints) {
        List<Map<String, Object>> spenders = new ArrayList<>();
        outpoints.forEach(asked -> {
            OutPoint outpoint = new OutPoint(
                    new TxId(asked.path("txid").asText()), asked.path("vout").asLong());
            Map<String, Object> spender = new HashMap<>();
            waiting()
                    .filter(transaction -> spends(transaction, outpoint))
                    .forEach(transaction -> spender.put("spendingtxid", transaction.txid.toString()));
            spenders.add(spender);
        });
        return spenders;
    }

    private Transaction rival(OutPoint coin) {
        return spending(coin, new TxOut(new Satoshi(1_000 + made++), new byte[] {0x51}));
    }

    private static Transaction spending(OutPoint coin, TxOut output) {
        return new Transaction(2, List.of(new TxIn(coin, 0xfffffffdL)), List.of(output), 0);
    }

    private void push(List<Transaction> transactions) {
        blocks.add(new Block("%064x".formatted(1_000_000 + made++), transactions));
    }

    private int tip() {
        return blocks.size() - 1;
    }

    private Optional<Integer> placeOf(TxId txid) {
        for (int height = 0; height < blocks.size(); height++) {
            if (blocks.get(height).transactions().stream().anyMatch(transaction -> transaction.txid.equals(txid))) {
                return Optional.of(height);
            }
        }
        return Optional.empty();
    }

    private Transaction transactionAt(int height, TxId txid) {
        return blocks.get(height).transactions().stream()
                .filter(transaction -> transaction.txid.equals(txid))
                .findFirst()
                .orElseThrow();
    }

    private Stream<Transaction> confirmed() {
        return blocks.stream().flatMap(block -> block.transactions().stream());
    }

    private Stream<Transaction> waiting() {
        return mempool.values().stream();
    }

    private static boolean spends(Transaction transaction, OutPoint coin) {
        return transaction.txIn.stream().anyMatch(input -> input.outPoint.equals(coin));
    }

    private static String hex(Transaction transaction) {
        return java.util.HexFormat.of().formatHex(Transaction.write(transaction));
    }

    private record Block(String hash, List<Transaction> transactions) {}
}
