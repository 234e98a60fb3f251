package io.countersign.crash;

import io.countersign.testing.Api;
import io.countersign.testing.PostgresProxy;
import io.countersign.testing.ServerProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One of the copies of the packaged server on a database, which it reaches through a proxy of its own. It can be killed and come back. */
final class Copy implements AutoCloseable {

    private final String name;
    private final Path directory;
    private final PostgresProxy proxy;
    private final Map<String, String> settings;
    private volatile ServerProcess process;
    private volatile boolean isKilled;

    private Copy(String name, Path directory, PostgresProxy proxy, Map<String, String> settings) {
        this.name = name;
        this.directory = directory;
        this.proxy = proxy;
        this.settings = settings;
        this.process = launch();
    }

    /** Launches a copy; its node knows it by its name. */
    static Copy launch(String name, Path directory, int postgresPort, Map<String, String> common) {
        PostgresProxy proxy = PostgresProxy.to(postgresPort);
        Map<String, String> settings = new HashMap<>(common);
        settings.put("quarkus.datasource.reactive.url", "postgresql://localhost:%d/postgres".formatted(proxy.port()));
        settings.put("quarkus.datasource.username", "postgres");
        settings.put("countersign.chain.bitcoin-core.user", name);
        settings.put("countersign.chain.bitcoin-core.password", "secret");
        return new Copy(name, directory.resolve(name), proxy, settings);
    }

    private ServerProcess launch() {
        return ServerProcess.launch(directory, settings);
    }

    String name() {
        return name;
    }

    PostgresProxy proxy() {
        return proxy;
    }

    /** Its door, without a token. */
    Api api() {
        return new Api(process.awaitReady().uri(), null);
    }

    void kill() {
        isKilled = true;
        process.kill();
    }

    /** Launches it again, if it was killed; whoever calls it waits until it is ready. */
    void comeBack() {
        if (isKilled) {
            process.awaitExit();
            process = launch();
            isKilled = false;
        }
    }

    @Override
    public void close() {
        process.close();
        proxy.close();
    }
}
