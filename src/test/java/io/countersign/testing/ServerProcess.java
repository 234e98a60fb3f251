package io.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged server as a process of its own, at a free port: for tests that kill it, start several, or look at its exit. Ready
 * means that the server has said where it listens, which it does when it is ready.
 */
public final class ServerProcess implements AutoCloseable {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    /** A server of a test lives for seconds: what the better compiler would gain, or checked bytecode, it has no time to earn. */
    public static final List<String> QUICK_START = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private final Path dataDirectory;
    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<Void> outputEnded = new CompletableFuture<>();

    private Optional<ProcessHandle> orphan = Optional.empty();

    private ServerProcess(Path dataDirectory, Process process) {
        this.dataDirectory = dataDirectory;
        this.process = process;
        Thread reader = new Thread(this::readOutput, "output of the server");
        reader.setDaemon(true);
        reader.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Launches the server on {@code dataDirectory} with these settings (as {@code -D}), and does not wait for anything. */
    public static ServerProcess launch(Path dataDirectory, Map<String, String> settings) {
        return launch(dataDirectory, settings, Map.of(), List.of());
    }

    /** Launches the server with settings, environment variables and a command with its arguments. */
    public static ServerProcess launch(
            Path dataDirectory, Map<String, String> settings, Map<String, String> environment, List<String> arguments) {
        return launch(dataDirectory, QUICK_START, settings, environment, arguments);
    }

    private static ServerProcess launch(
            Path dataDirectory,
            List<String> options,
            Map<String, String> settings,
            Map<String, String> environment,
            List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dquarkus.http.port=0");
        command.add("-Dcountersign.data-directory=" + dataDirectory);
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        // Elsewhere than in the project, whose own .env or config folder must not count.
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(Path.of(System.getProperty("java.io.tmpdir")).toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("COUNTERSIGN_") || name.startsWith("QUARKUS_"));
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(dataDirectory, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Launches the server and waits until it is ready. */
    public static ServerProcess start(Path dataDirectory, Map<String, String> settings) {
        return launch(dataDirectory, settings).awaitReady();
    }

    /** The same, with the JVM as it is in use: for measuring. */
    public static ServerProcess startToMeasure(Path dataDirectory, Map<String, String> settings) {
        return launch(dataDirectory, List.of(), settings, Map.of(), List.of()).awaitReady();
    }

    public ServerProcess awaitReady() {
        try {
            Integer listening = port.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
            assert listening > 0;
            return this;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("The server is not ready. It said:\n" + output(), e);
        }
    }

    /** Where the ready server is, without a slash at the end. */
    public URI uri() {
        return URI.create("http://localhost:" + port.join());
    }

    public long pid() {
        return process.pid();
    }

    /** What it has printed so far, on both streams. */
    public String output() {
        return output.toString();
    }

    /** Ends it at once, as kill -9 does. Its PostgreSQL lives on until the next start, or until {@link #close}. */
    public void kill() {
        orphan = Files.exists(postmasterFile()) ? Optional.of(postgres()) : Optional.empty();
        process.destroyForcibly();
        awaitExit();
    }

    /** Asks it to stop, as SIGTERM does, and waits until it has. */
    public int stop() {
        process.destroy();
        return awaitExit();
    }

    /** Waits for its end. */
    public int awaitExit() {
        try {
            if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The server does not end. It said:\n" + output());
            }
            outputEnded.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
            return process.exitValue();
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The process of the embedded PostgreSQL, as its own file names it. */
    public ProcessHandle postgres() {
        try {
            long pid = Long.parseLong(Files.readAllLines(postmasterFile()).get(0));
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path postmasterFile() {
        return dataDirectory.resolve("postgresql/cluster/postmaster.pid");
    }

    /** Ends what is left, the embedded PostgreSQL of a killed server included. */
    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        orphan.filter(ProcessHandle::isAlive).ifPresent(postgres -> {
            postgres.destroy();
            postgres.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        });
    }

    private void readOutput() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            reader.lines().forEach(line -> {
                output.append(line).append('\n');
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(Integer.valueOf(listening.group(1)));
                }
            });
        } catch (IOException | UncheckedIOException e) {
            output.append(e).append('\n');
        }
        port.completeExceptionally(new IllegalStateException("it ended"));
        outputEnded.complete(null);
    }
}
