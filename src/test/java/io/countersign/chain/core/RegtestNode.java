package io.countersign.chain.core;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.DependencyDown;
import io.vertx.mutiny.core.Vertx;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real node on a chain of its own, where this machine has one: the executable that the environment variable BITCOIND names, or
 * {@code bitcoind} on the path.
 */
final class RegtestNode implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final Process process;
    private final CoreRpc rpc;

    private RegtestNode(Process process, URI url, Path cookie) {
        this.process = process;
        this.rpc = new CoreRpc(vertx, url, Credentials.ofCookieFile(vertx, cookie), PATIENCE);
    }

    static RegtestNode start(Path directory, boolean withIndex) throws IOException {
        Optional<String> executable = executable();
        assumeTrue(executable.isPresent(), "There is no bitcoind here: name one in BITCOIND or put it on the path.");
        int port = freePort();
        Process process = new ProcessBuilder(command(executable.orElseThrow(), directory, port, withIndex))
                .redirectOutput(DISCARD)
                .redirectError(DISCARD)
                .start();
        Path cookie = directory.resolve("regtest").resolve(".cookie");
        RegtestNode node = new RegtestNode(process, URI.create("http://127.0.0.1:" + port), cookie);
        node.awaitStart();
        return node;
    }

    CoreChain chain() {
        return new CoreChain(rpc, Network.REGTEST);
    }

    JsonValue call(String method, Object... parameters) {
        return rpc.call(method, parameters).await().atMost(PATIENCE);
    }

    /** Mines {@code count} blocks whose coinbases anyone can spend, and answers the hash of the last. */
    String mine(int count) {
        String address = Address.ofScript(AnyoneCanSpend.SCRIPT, Network.REGTEST)
                .orElseThrow()
                .text();
        List<JsonString> hashes =
                call("generatetoaddress", count, address).asJsonArray().getValuesAs(JsonString.class);
        return hashes.get(count - 1).getString();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vertx.closeAndAwait();
    }

    private void awaitStart() {
        for (int tries = 0; tries < 300; tries++) {
            try {
                call("getblockchaininfo");
                return;
            } catch (DependencyDown e) {
                sleep();
            }
        }
        throw new IllegalStateException("the node did not start");
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(String executable, Path directory, int port, boolean withIndex) {
        List<String> command = new ArrayList<>(List.of(
                executable,
                "-regtest",
                "-datadir=" + directory,
                "-rpcport=" + port,
                "-listen=0",
                "-dnsseed=0",
                "-disablewallet",
                "-printtoconsole=0"));
        command.add(withIndex ? "-txindex=1" : "-txindex=0");
        return command;
    }

    private static Optional<String> executable() {
        String named = System.getenv("BITCOIND");
        Stream<String> onPath = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "bitcoind").toString());
        return (named == null ? onPath : Stream.of(named))
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
