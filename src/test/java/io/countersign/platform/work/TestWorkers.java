package io.countersign.platform.work;

import io.vertx.core.Vertx;

/** The workers of a server that is put together by hand. */
public final class TestWorkers {

    private TestWorkers() {}

    public static Workers of(Vertx vertx) {
        return new Workers(vertx);
    }
}
