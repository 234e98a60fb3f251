package io.countersign.chain;

import io.countersign.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The settings of a server with a database of its own, whose Bitcoin Core node is down. */
public final class NodeDownServer implements QuarkusTestResourceLifecycleManager {

    private static final String DATABASE = "node_down";

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(new TestDatabase().start());
        createDatabase(settings.get("quarkus.datasource.jdbc.url"));
        settings.replaceAll(
                (name, value) -> name.endsWith(".url") ? value.replaceFirst("/postgres$", "/" + DATABASE) : value);
        settings.put("countersign.data-directory", directory());
        settings.put("countersign.chain.backend", "bitcoin-core");
        // Port 9 is "discard": nobody listens there.
        settings.put("countersign.chain.bitcoin-core.url", "http://127.0.0.1:9");
        settings.put("countersign.chain.bitcoin-core.user", "user");
        settings.put("countersign.chain.bitcoin-core.password", "secret");
        return settings;
    }

    @Override
    public void stop() {}

    private static void createDatabase(String url) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String directory() {
        try {
            return Files.createTempDirectory("countersign-node-down").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
