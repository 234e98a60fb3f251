package io.countersign.platform.outbound;

import io.countersign.crypto.bytes.Bytes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One attempt, from the name to the answer's head. Everything happens on one thread of the event loop. */
final class PostAttempt {

    private static final int MOST_ADDRESSES_TRIED = 4;

    private final Poster poster;
    private final Post post;
    private final EventLoop thread;
    private final Consumer<Attempted> whenDone;
    private final long startedAt = System.nanoTime();

    private boolean isDone;
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> timer;

    PostAttempt(Poster poster, Post post, EventLoop thread, Consumer<Attempted> whenDone) {
        this.poster = poster;
        this.post = post;
        this.thread = thread;
        this.whenDone = whenDone;
    }

    void begin(Duration deadline) {
        thread.execute(() -> {
            timer = thread.schedule(() -> fail(AttemptError.TIMEOUT), deadline.toNanos(), TimeUnit.NANOSECONDS);
            addresses()
                    .subscribe()
                    .with(
                            found -> thread.execute(() -> judge(found)),
                            e -> thread.execute(() -> fail(AttemptError.CONNECT_FAILED)));
        });
    }

    private Uni<List<InetAddress>> addresses() {
        Target target = post.target();
        return target.literal()
                .map(bytes -> Uni.createFrom().item(List.of(address(target.host(), bytes))))
                .orElseGet(() -> poster.names().addresses(target.host()));
    }

    /** All addresses must be allowed: a name that also leads to a forbidden one is not asked at all. */
    private void judge(List<InetAddress> found) {
        int port = post.target().port();
        boolean isAllowed = !found.isEmpty()
                && (post.target().isSecure() || poster.rules().allowHttp())
                && found.stream().allMatch(address -> poster.rules().allows(address, port));
        if (!isAllowed) {
            fail(AttemptError.ADDRESS_NOT_ALLOWED);
            return;
        }
        poster.forbidden()
                .include(found, port)
                .subscribe()
                .with(
                        isForbidden -> thread.execute(() -> judged(found, isForbidden)),
                        e -> thread.execute(() -> fail(AttemptError.ADDRESS_NOT_ALLOWED)));
    }

    private void judged(List<InetAddress> found, boolean isForbidden) {
        if (isForbidden) {
            fail(AttemptError.ADDRESS_NOT_ALLOWED);
        } else {
            connect(new ArrayDeque<>(found.subList(0, Math.min(MOST_ADDRESSES_TRIED, found.size()))));
        }
    }

    /** To the very addresses that were judged; the name serves for TLS and the Host field only. */
    private void connect(Deque<InetAddress> left) {
        InetAddress next = left.poll();
        if (isDone || next == null) {
            fail(AttemptError.CONNECT_FAILED);
            return;
        }
        ChannelFuture connecting = poster.bootstrap()
                .group(thread)
                .handler(new Setup())
                .connect(new InetSocketAddress(next, post.target().port()));
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                connect(left);
            } else if (!post.target().isSecure()) {
                connecting.channel().pipeline().get(AnswerReader.class).send();
            }
        });
    }

    void answered(AnswerHead head) {
        finish(Attempted.answered(head, latency()));
    }

    void fail(AttemptError error) {
        if (!isDone) {
            finish(Attempted.failed(error, latency()));
            Channel open = channel;
            if (open != null) {
                hangUp(open);
            }
        }
    }

    static void hangUp(ChannelOutboundInvoker channel) {
        channel.close().addListener(closed -> {});
    }

    byte[] request() {
        return post.bytes();
    }

    private void finish(Attempted attempted) {
        if (!isDone) {
            isDone = true;
            if (timer != null) {
                timer.cancel(false);
            }
            whenDone.accept(attempted);
        }
    }

    private Duration latency() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private static InetAddress address(String host, Bytes bytes) {
        try {
            return InetAddress.getByAddress(host, bytes.toArray());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    private final class Setup extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel fresh) {
            Target target = post.target();
            if (target.isSecure()) {
                SslHandler tls = poster.tls().newHandler(fresh.alloc(), target.host(), target.port());
                tls.setHandshakeTimeoutMillis(Poster.DEADLINE.toMillis());
                fresh.pipeline().addLast(tls);
            }
            fresh.pipeline().addLast(new AnswerReader(PostAttempt.this));
        }
    }
}
