package io.countersign.cli;

import io.countersign.journal.log.LogExporter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports the whole log for the verifier, or for keeping it elsewhere. */
@NullUnmarked
@Command(
        name = "export-log",
        description = "Writes the whole log to a file, for `verify log`. The server may run meanwhile.",
        mixinStandardHelpOptions = true)
public final class ExportLogCommand extends DatabaseCommand {

    @Option(names = "--hashes-only", description = "Leave the leaves out: what happened in the wallets stays here.")
    private boolean hashesOnly;

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private Path file;

    @Override
    void run(Config config, Connection connection) throws SQLException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            new LogExporter(connection, out).write(!hashesOnly);
            if (out.checkError()) {
                throw new CommandRefusedException("The file %s could not be written to its end.".formatted(file));
            }
        } catch (IOException e) {
            throw new CommandRefusedException("The file %s can't be written: %s".formatted(file, e), e);
        }
    }
}
