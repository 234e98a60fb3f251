package io.countersign.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A server with a database of its own and a Bitcoin Core node that is down, until a test puts a {@link FakeNode} at its port. It looks
 * at the chain often.
 */
public final class NodeServer implements QuarkusTestResourceLifecycleManager {

    private static final String DATABASE = "with_node";

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(new TestDatabase().start());
        createDatabase(settings.get("quarkus.datasource.jdbc.url"));
        settings.replaceAll(
                (name, value) -> name.endsWith(".url") ? value.replaceFirst("/postgres$", "/" + DATABASE) : value);
        settings.put("countersign.data-directory", directory());
        settings.put("countersign.chain.backend", "bitcoin-core");
        settings.put("countersign.chain.bitcoin-core.url", "http://127.0.0.1:" + freePort());
        settings.put("countersign.chain.poll-interval", "100ms");
        settings.put("countersign.chain.confirmations", "2");
        settings.put("countersign.chain.bitcoin-core.user", "user");
        settings.put("countersign.chain.bitcoin-core.password", "secret");
        return settings;
    }

    @Override
    public void stop() {}

    /** Tests of this profile share one server. */
    public static final class Profile implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(NodeServer.class));
        }
    }

    private static void createDatabase(String url) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String directory() {
        try {
            return Files.createTempDirectory("countersign-with-node").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
