package io.countersign.cli;

import io.countersign.account.OperatorInvitation;
import io.countersign.account.OperatorInvitation.Made;
import io.countersign.platform.http.Times;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.countersign.platform.time.Sources;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Command;

/** Invites another operator, whether the server runs or not: the way back in where no operator can sign in any more. */
@Command(
        name = "invite-operator",
        description = "Makes an invitation for an operator and prints its code. The server may run meanwhile.",
        mixinStandardHelpOptions = true)
public final class InviteOperatorCommand extends DatabaseCommand {

    @Override
    void run(Config config, Connection connection) throws SQLException {
        print(made(connection));
    }

    private static Made made(Connection connection) throws SQLException {
        Clock clock = Sources.clock();
        Randomness randomness = Sources.randomness();
        return OperatorInvitation.make(connection, new Ids(clock, randomness), randomness, clock.instant());
    }

    private void print(Made made) {
        notes().println("The code of an operator's invitation, which serves once and until %s:"
                .formatted(Times.format(made.expiresAt())));
        out().println(made.code());
    }
}
