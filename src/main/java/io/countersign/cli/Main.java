package io.countersign.cli;

import io.countersign.cli.demo.DemoCommand;
import io.countersign.cli.demo.DemoFailedException;
import io.countersign.cli.signer.SignerCommand;
import io.countersign.cli.signer.SigningRefusedException;
import io.countersign.cli.verify.VerifyCommand;
import io.countersign.crypto.MalformedException;
import io.countersign.platform.config.StartRefusedException;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The jar's entry. Each command is a class of its own in this package, named here; without one, the server starts. */
@QuarkusMain
@Command(
        name = "countersign",
        description = "Coordinates Bitcoin multi-signature spends. Without a command it runs the server.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeCommand.class,
            InviteOperatorCommand.class,
            DemoCommand.class,
            SignerCommand.class,
            RestoredCommand.class,
            RotateLogKeyCommand.class,
            ExportLogCommand.class,
            VerifyCommand.class
        })
public final class Main implements Callable<Integer> {

    public static void main(String... args) {
        int exitCode = new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::explain)
                .execute(args);
        // Not System.exit: in development mode the framework stays and starts us again.
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, null);
    }

    @Override
    public Integer call() {
        return new ServeCommand().call();
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof StartRefusedException) {
            command.getErr().println("Countersign does not start. " + failure.getMessage());
        } else if (failure instanceof CommandRefusedException
                || failure instanceof DemoFailedException
                || failure instanceof SigningRefusedException
                || failure instanceof MalformedException) {
            command.getErr().println(failure.getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
