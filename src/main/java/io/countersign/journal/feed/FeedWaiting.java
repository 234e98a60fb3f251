package io.countersign.journal.feed;

import io.countersign.journal.NumberedEvent;
import io.countersign.platform.work.Signal;
import io.countersign.platform.work.Waiting;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A held request that follows the journal until something comes. */
final class FeedWaiting implements Waiting, Follower {

    private final Signal signal;
    private volatile Followers.@Nullable Following following;

    FeedWaiting(Vertx vertx) {
        this.signal = new Signal(vertx);
    }

    void follow(Followers.Following mine) {
        following = mine;
    }

    @Override
    public Uni<Void> signalledWithin(Duration patience) {
        return signal.within(patience);
    }

    @Override
    public void happened(NumberedEvent event) {
        signal.give();
    }

    @Override
    public void missed() {
        signal.give();
    }

    @Override
    public void membershipEnded() {
        signal.give();
    }

    @Override
    public void close() {
        Followers.Following mine = following;
        if (mine != null) {
            mine.close();
        }
    }
}
