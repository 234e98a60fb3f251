package io.countersign.cli;

import io.countersign.journal.log.LogKeyCodec;
import io.countersign.journal.log.OutsideLog;
import io.countersign.platform.config.KeyEncryptionKey;
import io.countersign.platform.config.KeyEncryptionKeySource;
import io.countersign.platform.config.ServerConfig;
import io.countersign.platform.time.Randomness;
import io.countersign.platform.time.Sources;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Command;

/** Gives the log a new key. Running servers sign by it within seconds; the old one stays listed for those who hold what it signed. */
@Command(
        name = "rotate-log-key",
        description =
                "Makes the log's next key, which signs from now on; the previous ones stay listed. The server may run meanwhile.",
        mixinStandardHelpOptions = true)
public final class RotateLogKeyCommand extends DatabaseCommand {

    @Override
    void run(Config config, Connection connection) throws SQLException {
        Randomness randomness = Sources.randomness();
        KeyEncryptionKey key = new KeyEncryptionKeySource(
                        config.getOptionalValue(ServerConfig.KEY_ENCRYPTION_KEY, String.class),
                        ServeCommand.dataDirectory(config),
                        randomness)
                .find()
                .orElseThrow(() ->
                        new CommandRefusedException("The key-encryption key is not here: set %s as for the server."
                                .formatted(ServerConfig.KEY_ENCRYPTION_KEY)));
        int generation =
                new OutsideLog(connection, Sources.clock(), randomness).rotate(new LogKeyCodec(key, randomness));
        notes().println("The log signs by a new key now, the one of this number:");
        out().println(generation);
    }
}
