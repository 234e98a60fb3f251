package io.countersign.cli.verify;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands of the verifier have alike: the output for scripts, and the exit codes. */
@NullUnmarked
abstract class Verification implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object for scripts.")
    private boolean isJson;

    /** Checks what the command is about. */
    abstract void verify(Report report);

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Report report = new Report();
        try {
            report.attempt("input", () -> verify(report));
            return Output.tell(report, isJson, out);
        } catch (NotJudgedException e) {
            return Output.tellNotJudged(String.valueOf(e.getMessage()), isJson, out);
        }
    }

    CommandSpec spec() {
        return spec;
    }
}
