package io.countersign.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A cosigner in bitcoinjs-lib, run by Node; its tests are skipped where Node, npm or the packages are missing. */
public final class NodeSigner {

    private static final Path SOURCE = Path.of("src", "test", "npm");
    private static final Path PLACE = Path.of("target", "npm");

    private NodeSigner() {}

    /** Installs the packages that the lock file names into the build's folder. */
    public static void installOrSkip() {
        assumeTrue(succeeds("node", "--version"), "Node is not on this machine: bitcoinjs-lib signs nothing here.");
        assumeTrue(succeeds("npm", "--version"), "npm is not on this machine: bitcoinjs-lib signs nothing here.");
        try {
            Files.createDirectories(PLACE);
            for (String file : List.of("package.json", "package-lock.json", "sign.js")) {
                Files.copy(SOURCE.resolve(file), PLACE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assumeTrue(
                succeeds("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                "npm could not install bitcoinjs-lib: it signs nothing here.");
    }

    /** The PSBT with this signer's signatures, made and checked by bitcoinjs-lib. */
    public static byte[] sign(Signer signer, byte[] psbt) {
        try {
            byte[] request = Reply.JSON.writeValueAsBytes(Map.of(
                    "psbt", Base64.getEncoder().encodeToString(psbt),
                    "secret", signer.secretText(),
                    "origin", signer.fingerprint()));
            Process node = new ProcessBuilder("node", "sign.js")
                    .directory(PLACE.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var input = node.getOutputStream()) {
                input.write(request);
            }
            String signed = new String(node.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (!node.waitFor(60, TimeUnit.SECONDS) || node.exitValue() != 0) {
                throw new IllegalStateException("bitcoinjs-lib did not sign; its words are on standard error");
            }
            return Base64.getDecoder().decode(signed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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
