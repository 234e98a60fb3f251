package io.countersign.cli.demo;

import io.countersign.platform.time.Randomness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of the demo's own: another process of this jar on a free port, whose data vanish with it. */
final class TemporaryServer implements AutoCloseable {

    private static final int READY_TRIES = 480;
    private static final int MILLIS_BETWEEN_TRIES = 250;
    private static final int STOP_SECONDS = 60;
    private static final int LOG_LINES_SHOWN = 15;

    private final Path directory;
    private final URI uri;
    private final Process process;
    private final Thread stopAtExit = new Thread(this::stop, "countersign-demo-stop");

    private TemporaryServer(Path directory, URI uri, Process process) {
        this.directory = directory;
        this.uri = uri;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    static TemporaryServer start(Randomness randomness) {
        try {
            Path directory = Files.createTempDirectory("countersign-demo-");
            URI uri = URI.create("http://localhost:" + freePort());
            TemporaryServer server = new TemporaryServer(directory, uri, process(directory, uri));
            server.awaitReady(new ServerClient(uri, randomness));
            return server;
        } catch (IOException e) {
            throw new DemoFailedException("The demo's server can't be started: %s.".formatted(e));
        }
    }

    URI uri() {
        return uri;
    }

    String firstInvitation() {
        return FirstInvitation.read(data())
                .orElseThrow(() -> new DemoFailedException(
                        "The demo's server has written no first invitation into %s.".formatted(data())));
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static Process process(Path directory, URI uri) throws IOException {
        ProcessBuilder server = new ProcessBuilder(command(directory, uri))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("server.log").toFile());
        // A database or a chain that is set up for the real server is none of the demo's business.
        Map<String, String> environment = server.environment();
        environment.keySet().removeIf(name -> name.startsWith("COUNTERSIGN_") || name.startsWith("QUARKUS_"));
        return server.start();
    }

    private static List<String> command(Path directory, URI uri) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquarkus.http.host=localhost",
                "-Dquarkus.http.port=" + uri.getPort(),
                "-Dcountersign.data-directory=" + directory.resolve("data"),
                "-Dcountersign.public-url=" + uri,
                "-Dcountersign.chain.poll-interval=1s",
                "-jar",
                jar().toString(),
                "serve");
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new DemoFailedException(
                    "The demo starts a server from the packaged jar: run java -jar target/quarkus-app/quarkus-run.jar demo,"
                            + " or name a running server with --server.");
        }
        return jar;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(ServerClient client) throws IOException {
        try {
            for (int i = 0; i < READY_TRIES; i++) {
                if (process.waitFor(MILLIS_BETWEEN_TRIES, TimeUnit.MILLISECONDS)) {
                    throw failure("stopped with exit code %d".formatted(process.exitValue()));
                }
                if (isReady(client)) {
                    return;
                }
            }
            throw failure("did not become ready in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("The demo was interrupted.");
        }
    }

    private static boolean isReady(ServerClient client) {
        try {
            return client.get("/q/health/ready", Map.of()).isSuccess();
        } catch (DemoFailedException e) {
            return false;
        }
    }

    private DemoFailedException failure(String what) throws IOException {
        List<String> log = Files.readAllLines(directory.resolve("server.log"));
        List<String> end = log.subList(Math.max(0, log.size() - LOG_LINES_SHOWN), log.size());
        close();
        return new DemoFailedException(
                "The demo's server %s. Its log ends:%n%s".formatted(what, String.join(System.lineSeparator(), end)));
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (IllegalStateException e) {
            // This process is ending: the hook does it.
            return;
        }
        stop();
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete();
    }

    private void delete() {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.err.printf("The demo's data in %s could not be deleted: %s%n", directory, e);
        }
    }
}
