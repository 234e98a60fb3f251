package io.countersign.platform.db.embedded;

import io.countersign.platform.config.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The unpacked programs of PostgreSQL, run as a user that they accept. */
record PostgresPrograms(Path home, PostgresUser user) {

    /**
     * Runs a program to its end.
     *
     * @throws FailedException with what it said, if it did not end well
     */
    void run(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(user.prefix());
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        try {
            // A file, not a pipe: what outlives the program would hold the pipe open.
            Path output = Files.createTempFile(home, program, ".out");
            int exit = process(command, output).start().waitFor();
            String said = Files.readString(output).strip();
            Files.delete(output);
            if (exit != 0) {
                throw new FailedException(program, said);
            }
        } catch (IOException e) {
            throw new StartRefusedException("PostgreSQL's %s can't be run: %s.".formatted(program, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("Interrupted while PostgreSQL's %s ran.".formatted(program), e);
        }
    }

    private static ProcessBuilder process(List<String> command, Path output) {
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("PG"));
        process.environment().put("LC_ALL", "C");
        return process;
    }

    /** A program ended otherwise than well. */
    static final class FailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FailedException(String program, String said) {
            super("PostgreSQL's %s failed: %s".formatted(program, said));
        }
    }
}
