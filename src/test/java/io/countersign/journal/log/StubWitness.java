package io.countersign.journal.log;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Ed25519PrivateKey;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.ConsistencyProof;
import io.countersign.crypto.merkle.MerkleHash;
import io.countersign.crypto.merkle.NoteSigner;
import io.countersign.crypto.merkle.SignedNote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A witness as C2SP tlog-witness describes one: it cosigns what provably goes on from what it cosigned last. */
public final class StubWitness {

    static final NoteSigner KEY = new NoteSigner(
            "witness.example.org/w1", Ed25519PrivateKey.ofSeed(MerkleHash.leaf(MerkleHash.EMPTY.bytes())));

    private static @Nullable StubWitness only;

    private final Map<String, Checkpoint> seen = new ConcurrentHashMap<>();
    private final HttpServer server;

    private StubWitness() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/prefix/add-checkpoint", this::handle);
        server.start();
    }

    /** Started by its first use. */
    public static synchronized StubWitness running() {
        try {
            if (only == null) {
                only = new StubWitness();
            }
            return only;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For {@code countersign.log.witnesses}. */
    public String setting() {
        return KEY.cosignerKey() + " http://localhost:" + server.getAddress().getPort() + "/prefix/";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer = answer(body);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(String body) {
        int blank = body.indexOf("\n\n");
        List<String> head = body.substring(0, blank).lines().toList();
        SignedNote note = SignedNote.parse(body.substring(blank + 2));
        Checkpoint asked = Checkpoint.parse(note.text());
        long old = Long.parseLong(head.get(0).replaceFirst("^old ", ""));
        Checkpoint last = seen.getOrDefault(asked.origin(), Checkpoint.of(asked.origin(), 0, MerkleHash.EMPTY));
        if (old != last.size()) {
            return new Answer(409, last.size() + "\n");
        }
        List<Bytes32> hashes = Stream.of(head.subList(1, head.size()).toArray(String[]::new))
                .map(Base64Text::decode)
                .map(Bytes32::new)
                .toList();
        boolean isGrown = old == 0
                ? hashes.isEmpty()
                : new ConsistencyProof(old, asked.size(), hashes).proves(last.rootHash(), asked.rootHash());
        if (!isGrown) {
            return new Answer(422, "");
        }
        seen.put(asked.origin(), asked);
        return new Answer(200, KEY.cosign(asked, System.currentTimeMillis() / 1_000) + "\n");
    }

    private record Answer(int status, String body) {}
}
