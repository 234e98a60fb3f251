package io.countersign.chain.core;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpServer;
import io.vertx.mutiny.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A node whose answers are written down: for each method what it says to its parameters. */
final class StubNode implements AutoCloseable {

    static final String HASH = "00000000000000000000000000000000000000000000000000000000000000aa";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Function<JsonArray, String>> scripts = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile String expectedLogin = "user:secret";
    private volatile boolean isSilent;
    private volatile int brokenStatus;

    StubNode() {
        server = vertx.createHttpServer().requestHandler(this::answer).listenAndAwait(0, "127.0.0.1");
        says("getblockchaininfo", chainState("regtest"));
    }

    static String chainState(String chain) {
        return """
                {"chain":"%s","blocks":200,"bestblockhash":"%s","mediantime":1700000000}"""
                .formatted(chain, HASH);
    }

    /** Answers {@code method} with {@code result}, whatever it is asked. */
    StubNode says(String method, String result) {
        return says(method, parameters -> result(result));
    }

    StubNode fails(String method, int code, String message) {
        return says(method, parameters -> error(code, message));
    }

    StubNode says(String method, Function<JsonArray, String> script) {
        scripts.put(method, script);
        return this;
    }

    static String result(String json) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"countersign\",\"result\":" + json + "}";
    }

    static String error(int code, String message) {
        return new JsonObject()
                .put("id", "countersign")
                .putNull("result")
                .put("error", new JsonObject().put("code", code).put("message", message))
                .encode();
    }

    void expectsLogin(String userAndPassword) {
        expectedLogin = userAndPassword;
    }

    void fallsSilent() {
        isSilent = true;
    }

    void breaks(int status) {
        brokenStatus = status;
    }

    /** The methods that were called, in order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    Vertx vertx() {
        return vertx;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @Override
    public void close() {
        vertx.closeAndAwait();
    }

    private void answer(HttpServerRequest request) {
        if (isSilent) {
            return;
        }
        request.bodyHandler(body -> {
            if (brokenStatus != 0) {
                request.response().setStatusCode(brokenStatus).endAndForget("<html>broken</html>");
                return;
            }
            if (!expected().equals(request.getHeader("Authorization"))) {
                request.response().setStatusCode(401).endAndForget();
                return;
            }
            JsonObject call = new JsonObject(body.getDelegate());
            String method = call.getString("method");
            calls.add(method);
            String text = scripts.getOrDefault(method, parameters -> error(-32601, "Method not found"))
                    .apply(call.getJsonArray("params"));
            // As nodes before version 28 do it.
            request.response()
                    .setStatusCode(text.contains("\"error\":{") ? 500 : 200)
                    .endAndForget(text);
        });
    }

    private String expected() {
        return "Basic " + Base64.getEncoder().encodeToString(expectedLogin.getBytes(StandardCharsets.UTF_8));
    }
}
