package io.countersign.chain.dev;

import io.countersign.chain.dev.store.ChainStore;
import io.countersign.platform.db.CurrentRequest;
import io.countersign.platform.work.TestWorkers;
import io.countersign.platform.work.Workers;
import io.countersign.testing.TestDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** The chain as one copy of the server has it: with connections and a memory of its own, on a database that others share. */
final class ChainCopy implements AutoCloseable {

    private static final Map<String, String> SETTINGS = new TestDatabase().start();

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    final DevelopmentChain chain;
    final DevelopmentService service;

    ChainCopy(String database) {
        pool = pool(vertx, database);
        ChainStore store = ChainStore.of(pool);
        Workers workers = TestWorkers.of(vertx.getDelegate());
        ChainBirth birth = new ChainBirth(store.queries(), store.repository(), Clock.systemUTC());
        chain = new DevelopmentChain(birth, store.queries(), store.repository(), workers);
        service = new DevelopmentService(
                birth, store.queries(), store.repository(), new CurrentRequest(), workers, Clock.systemUTC());
    }

    /** A new database with the tables of the server. */
    static void createDatabase(String name) {
        Vertx vertx = Vertx.vertx();
        await(pool(vertx, "postgres").query("CREATE DATABASE " + name).execute());
        vertx.closeAndAwait();
        String url = SETTINGS.get("quarkus.datasource.jdbc.url").replaceFirst("/postgres$", "/" + name);
        Flyway.configure()
                .dataSource(url, user(), password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    static <T> T await(Uni<T> question) {
        return question.await().atMost(Duration.ofSeconds(60));
    }

    @Override
    public void close() {
        await(pool.close());
        vertx.closeAndAwait();
    }

    private static Pool pool(Vertx vertx, String database) {
        String url = SETTINGS.get("quarkus.datasource.reactive.url").replaceFirst("/postgres$", "/" + database);
        PgConnectOptions options = PgConnectOptions.fromUri(url).setUser(user()).setPassword(password());
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(8))
                .build();
    }

    private static String user() {
        return SETTINGS.get("quarkus.datasource.username");
    }

    private static String password() {
        return SETTINGS.get("quarkus.datasource.password");
    }
}
