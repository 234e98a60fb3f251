package io.countersign.attack.evil;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands between the verifier and the real server, passes everything on, and tells one lie, or none. */
final class EvilServer implements AutoCloseable {

    private static final List<String> PASSED_ON = List.of("Authorization", "Accept", "Content-Type");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static {
        // Otherwise each answer waits for the acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** The log as one and the same cosigner reads it, a full page: it is never another. */
    private static final Pattern ENTRIES = Pattern.compile("/v1/log/entries\\?.*\\blimit=([0-9]+)\\b.*");

    private static final Pattern INDEX = Pattern.compile("\"index\":");

    private final Map<String, HttpResponse<byte[]>> fullPages = new ConcurrentHashMap<>();
    private final Map<String, HttpResponse<byte[]>> answersBeforeLies = new ConcurrentHashMap<>();
    private final HttpServer proxy;
    private final URI server;
    private final AtomicInteger told = new AtomicInteger();
    private volatile @Nullable Lie lie;

    EvilServer(URI server) throws IOException {
        this.server = server;
        this.proxy = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        proxy.setExecutor(Executors.newFixedThreadPool(2));
        proxy.createContext("/", this::handle);
        proxy.start();
    }

    String url() {
        return "http://localhost:" + proxy.getAddress().getPort();
    }

    /** Between two lies nothing happens at the server: what it answered for one it answers for the next. */
    void tell(@Nullable Lie next) {
        if (next == null) {
            answersBeforeLies.clear();
        }
        lie = next;
        told.set(0);
    }

    /** How many answers the lie has changed. */
    int told() {
        return told.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<byte[]> answer = answered(exchange);
            String path = exchange.getRequestURI().toString();
            Lie now = lie;
            byte[] body = answer.body();
            if (now != null && now.concerns(path) && answer.statusCode() == 200) {
                byte[] changed = now.change().apply(body);
                if (!java.util.Arrays.equals(changed, body)) {
                    told.incrementAndGet();
                }
                body = changed;
            }
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> answered(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().toString();
        String question = String.join(
                " ",
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders().getFirst("Accept"),
                HexFormat.of().formatHex(body));
        HttpResponse<byte[]> known = fullPages.getOrDefault(question, answersBeforeLies.get(question));
        if (known != null) {
            return known;
        }
        HttpResponse<byte[]> answer = passedOn(exchange, body);
        Matcher limit = ENTRIES.matcher(path);
        if (limit.matches() && entries(answer.body()) == Integer.parseInt(limit.group(1))) {
            fullPages.put(question, answer);
        }
        if (lie != null) {
            answersBeforeLies.put(question, answer);
        }
        return answer;
    }

    private static long entries(byte[] page) {
        return INDEX.matcher(new String(page, StandardCharsets.UTF_8)).results().count();
    }

    private HttpResponse<byte[]> passedOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (String name : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        proxy.stop(0);
    }
}
