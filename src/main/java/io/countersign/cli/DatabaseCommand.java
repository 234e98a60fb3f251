package io.countersign.cli;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on the server's database, whether the server runs or not. */
@NullUnmarked
abstract class DatabaseCommand implements Callable<Integer> {

    private static final String UNDEFINED_TABLE = "42P01";

    @Spec
    private CommandSpec spec;

    abstract void run(Config config, Connection connection) throws SQLException;

    @Override
    public Integer call() {
        Config config = ConfigProvider.getConfig();
        try (ServerDatabase database = ServerDatabase.of(config);
                Connection connection = database.connect()) {
            run(config, connection);
            return 0;
        } catch (SQLException e) {
            throw UNDEFINED_TABLE.equals(e.getSQLState())
                    ? new CommandRefusedException("The database is not a server's yet: start the server once.", e)
                    : new CommandRefusedException("The database can't be used: " + e.getMessage(), e);
        }
    }

    /** For what scripts read. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For what people read. */
    PrintWriter notes() {
        return spec.commandLine().getErr();
    }
}
