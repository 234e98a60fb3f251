package io.countersign.platform.outbound;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Posts to targets that somebody else chose. Each attempt looks the name up anew, judges all its addresses, and makes a connection
 * of its own straight to one of them: no redirect, no proxy, no decompression, one deadline for all of it.
 */
public final class Poster {

    public static final Duration DEADLINE = Duration.ofSeconds(15);

    /** How much of the answer is read at a time. */
    private static final int READ_BYTES = 1_024;

    /** So that an address that does not answer leaves time for the next. */
    private static final int CONNECT_MILLIS = 5_000;

    private final Vertx vertx;
    private final EventLoopGroup threads;
    private final ChannelFactory<? extends SocketChannel> sockets;
    private final SslContext tls;
    private final NameResolver names;
    private final AddressRules rules;
    private final ForbiddenSockets forbidden;
    private final Duration deadline;

    /** @param tls must check the certificate against the host's name */
    public Poster(
            Vertx vertx,
            EventLoopGroup threads,
            ChannelFactory<? extends SocketChannel> sockets,
            SslContext tls,
            NameResolver names,
            AddressRules rules,
            ForbiddenSockets forbidden,
            Duration deadline) {
        this.vertx = vertx;
        this.threads = threads;
        this.sockets = sockets;
        this.tls = tls;
        this.names = names;
        this.rules = rules;
        this.forbidden = forbidden;
        this.deadline = deadline;
    }

    /** Makes one attempt. It never fails: what went wrong is its answer, which comes on the caller's context. */
    public Uni<Attempted> post(Post post) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = vertx.getOrCreateContext();
            PostAttempt attempt = new PostAttempt(
                    this, post, threads.next(), done -> context.runOnContext(nothing -> emitter.complete(done)));
            attempt.begin(deadline);
        });
    }

    NameResolver names() {
        return names;
    }

    AddressRules rules() {
        return rules;
    }

    ForbiddenSockets forbidden() {
        return forbidden;
    }

    SslContext tls() {
        return tls;
    }

    /** Reads are asked for one by one, so that no more of an answer is taken in than is looked at. */
    Bootstrap bootstrap() {
        return new Bootstrap()
                .channelFactory(sockets)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(
                        ChannelOption.RCVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(1));
    }
}
