package io.countersign.cli;

import io.countersign.account.OperatorInvitation;
import io.countersign.account.OperatorInvitation.Made;
import io.countersign.platform.http.Times;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.countersign.platform.time.Sources;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;

/** Invites another operator, whether the server runs or not: the way back in where no operator can sign in any more. */
@Command(
        name = "invite-operator",
        description = "Makes an invitation for an operator and prints its code. The server may run meanwhile.",
        mixinStandardHelpOptions = true)
public final class InviteOperatorCommand implements Callable<Integer> {

    private static final String UNDEFINED_TABLE = "42P01";

    private final PrintStream out;
    private final PrintStream notes;

    public InviteOperatorCommand() {
        this(System.out, System.err);
    }

    InviteOperatorCommand(PrintStream out, PrintStream notes) {
        this.out = out;
        this.notes = notes;
    }

    @Override
    public Integer call() {
        try (ServerDatabase database = ServerDatabase.of(ConfigProvider.getConfig());
                Connection connection = database.connect()) {
            print(made(connection));
            return 0;
        } catch (SQLException e) {
            throw UNDEFINED_TABLE.equals(e.getSQLState())
                    ? new CommandRefusedException("The database is not a server's yet: start the server once.", e)
                    : new CommandRefusedException("The database can't be used: " + e.getMessage(), e);
        }
    }

    private static Made made(Connection connection) throws SQLException {
        Clock clock = Sources.clock();
        Randomness randomness = Sources.randomness();
        return OperatorInvitation.make(connection, new Ids(clock, randomness), randomness, clock.instant());
    }

    private void print(Made made) {
        notes.println("The code of an operator's invitation, which serves once and until %s:"
                .formatted(Times.format(made.expiresAt())));
        out.println(made.code());
    }
}
