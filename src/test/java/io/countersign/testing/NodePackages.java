package io.countersign.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/**
 * Bitcoin libraries in JavaScript, run by Node beside the tests. What needs them is skipped where Node, npm or the packages are
 * missing.
 */
public final class NodePackages {

    private static final Path SOURCE = Path.of("src", "test", "npm");
    private static final Path PLACE = Path.of("target", "npm");

    private NodePackages() {}

    /** Installs the packages that the lock file names into the build's folder, unless they are there. */
    public static synchronized void installOrSkip() {
        assumeTrue(succeeds("node", "--version"), "Node is not on this machine: no JavaScript library takes part.");
        assumeTrue(succeeds("npm", "--version"), "npm is not on this machine: no JavaScript library takes part.");
        try {
            boolean isInstalled = Files.isDirectory(PLACE.resolve("node_modules")) && isSameLock();
            copySources();
            assumeTrue(
                    isInstalled || succeeds("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                    "npm could not install the packages: no JavaScript library takes part.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a script of ours prints as JSON, given {@code request} as JSON. */
    public static JsonNode ask(String script, Object request) {
        try {
            return Reply.JSON.readTree(run(script, Reply.JSON.writeValueAsBytes(request)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script of ours under Node; its errors come out on standard error. */
    public static Process start(String script) {
        try {
            return new ProcessBuilder("node", script)
                    .directory(PLACE.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a script of ours prints, given {@code input}, which it reads whole before it prints. */
    public static byte[] run(String script, byte[] input) {
        Process node = start(script);
        try {
            try (var given = node.getOutputStream()) {
                given.write(input);
            }
            byte[] printed = node.getInputStream().readAllBytes();
            if (!node.waitFor(60, TimeUnit.SECONDS) || node.exitValue() != 0) {
                throw new IllegalStateException(script + " failed; its words are on standard error");
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSameLock() throws IOException {
        Path installed = PLACE.resolve("package-lock.json");
        return Files.exists(installed) && Files.mismatch(installed, SOURCE.resolve("package-lock.json")) < 0;
    }

    private static void copySources() throws IOException {
        Files.createDirectories(PLACE);
        try (var files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(file, PLACE.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Files.isDirectory(PLACE) ? PLACE.toFile() : new File("."))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.waitFor(120, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
