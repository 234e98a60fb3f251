package io.countersign.cli;

import io.countersign.journal.log.OutsideLog;
import io.countersign.platform.time.Sources;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Command;

/** Says that the database was restored from a backup: the log begins a new epoch, so that nobody takes it for the one before. */
@Command(
        name = "restored",
        description =
                "Says that the database was restored from a backup: the log begins a new epoch. Run it before the server starts again.",
        mixinStandardHelpOptions = true)
public final class RestoredCommand extends DatabaseCommand {

    @Override
    void run(Config config, Connection connection) throws SQLException {
        int epoch = new OutsideLog(connection, Sources.clock(), Sources.randomness()).restored();
        notes().println("The log is in a new epoch now:");
        out().println(epoch);
    }
}
