package io.countersign.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fr.acinq.bitcoin.OutPoint;
import fr.acinq.bitcoin.Transaction;
import fr.acinq.bitcoin.TxId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The JSON-RPC of a Bitcoin Core node over a {@link FakeChain}, that a test can make refuse, fall silent, or do something at the moment
 * when a transaction is sent.
 */
public final class FakeNode implements AutoCloseable {

    private static final int NOT_FOUND = -5;
    private static final Consumer<String> NOTHING = user -> {};

    private final FakeChain chain = new FakeChain();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, NodeError> refusals = new ConcurrentHashMap<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private volatile Consumer<String> beforeTaking = NOTHING;
    private volatile Consumer<String> afterTaking = NOTHING;

    private FakeNode(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public static FakeNode start() {
        return new FakeNode(0);
    }

    /** At the port of a URL that a server knows already. */
    public static FakeNode at(URI url) {
        return new FakeNode(url.getPort());
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public FakeChain chain() {
        return chain;
    }

    /** From now on the transaction is refused with this error. */
    public void refuse(String txid, int code, String message) {
        refusals.put(txid, new NodeError(code, message));
    }

    /** From now on the transaction is judged by the chain alone. */
    public void accept(String txid) {
        refusals.remove(txid);
    }

    /** What was ever sent, in hex, whatever the node said to it. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    /** Does something with the name of the caller when a transaction comes, before the node takes it. */
    public void beforeTaking(Consumer<String> action) {
        beforeTaking = action;
    }

    /** Does something with the name of the caller when the node has taken a transaction, before it answers. */
    public void afterTaking(Consumer<String> action) {
        afterTaking = action;
    }

    public void actNoMore() {
        beforeTaking = NOTHING;
        afterTaking = NOTHING;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode call = Reply.JSON.readTree(exchange.getRequestBody());
            byte[] body = Reply.JSON.writeValueAsBytes(reply(call, user(exchange)));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Object reply(JsonNode call, String user) {
        Map<String, Object> reply = new HashMap<>();
        reply.put("id", call.path("id").asText());
        try {
            reply.put("result", result(call.path("method").asText(), call.path("params"), user));
            reply.put("error", null);
        } catch (NodeError e) {
            reply.put("result", null);
            reply.put("error", Map.of("code", e.code, "message", e.getMessage()));
        }
        return reply;
    }

    private Object result(String method, JsonNode parameters, String user) {
        return switch (method) {
            case "getblockchaininfo" -> chain.state();
            case "sendrawtransaction" -> send(parameters.path(0).asText(), user);
            case "getrawtransaction" ->
                chain.find(parameters.path(0).asText(), parameters.path(1).asBoolean())
                        .orElseThrow(() -> new NodeError(NOT_FOUND, "No such mempool or blockchain transaction."));
            case "gettxout" ->
                chain.coin(
                        new OutPoint(
                                new TxId(parameters.path(0).asText()),
                                parameters.path(1).asLong()),
                        parameters.path(2).asBoolean(true));
            case "gettxspendingprevout" -> chain.spenders(parameters.path(0));
            case "getblockheader" -> chain.header(parameters.path(0).asText());
            case "getblockhash" -> chain.hash(parameters.path(0).asInt());
            case "getindexinfo" -> Map.of("txindex", Map.of("synced", true));
            default -> throw new NodeError(-32601, "Method not found");
        };
    }

    private String send(String hex, String user) {
        sent.add(hex);
        beforeTaking.accept(user);
        Transaction transaction = Transaction.read(hex);
        String txid = transaction.txid.toString();
        NodeError refusal = refusals.get(txid);
        if (refusal != null) {
            throw refusal;
        }
        chain.admit(transaction);
        afterTaking.accept(user);
        return txid;
    }

    private static String user(HttpExchange exchange) {
        String login = exchange.getRequestHeaders().getFirst("Authorization").replace("Basic ", "");
        return new String(Base64.getDecoder().decode(login), StandardCharsets.UTF_8).replaceFirst(":.*", "");
    }

    /** An error of the node's own. */
    static final class NodeError extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int code;

        NodeError(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }
}
