package io.countersign.platform.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the request and reads at most 4 KiB of what comes: until the head is there, and then a moment longer, so that a receiver that
 * still writes its body is not cut off needlessly. Nothing of it is kept.
 */
final class AnswerReader extends ChannelInboundHandlerAdapter {

    private static final int MOST_BYTES = 4_096;
    private static final long COURTESY_MILLIS = 500;

    private final PostAttempt attempt;
    private final StringBuilder received = new StringBuilder();
    private int read;
    private boolean hasAnswered;
    private @Nullable ScheduledFuture<?> courtesy;
    private boolean isSent;
    private @Nullable ChannelHandlerContext context;

    AnswerReader(PostAttempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext open) {
        open.read();
    }

    void send() {
        ChannelHandlerContext open = context;
        if (open != null && !isSent) {
            isSent = true;
            open.writeAndFlush(Unpooled.wrappedBuffer(attempt.request())).addListener(sent -> {});
            open.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext open, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                send();
            } else {
                attempt.fail(AttemptError.TLS_FAILED);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext open, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        int taken = Math.min(bytes.readableBytes(), MOST_BYTES - read);
        read += taken;
        if (!hasAnswered) {
            received.append(bytes.toString(bytes.readerIndex(), taken, StandardCharsets.ISO_8859_1));
        }
        bytes.release();
        look(open);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext open) {
        if (read < MOST_BYTES) {
            open.read();
        }
    }

    private void look(ChannelHandlerContext open) {
        if (!hasAnswered) {
            Optional<AnswerHead> head =
                    read == MOST_BYTES ? AnswerHead.readCut(received.toString()) : AnswerHead.read(received.toString());
            head.ifPresent(found -> answered(open, found));
        }
        if (!hasAnswered && AnswerHead.isHopeless(received.toString())) {
            attempt.fail(AttemptError.BAD_ANSWER);
        } else if (read == MOST_BYTES) {
            attempt.fail(AttemptError.BAD_ANSWER);
            PostAttempt.hangUp(open);
        }
    }

    private void answered(ChannelHandlerContext open, AnswerHead head) {
        hasAnswered = true;
        attempt.answered(head);
        courtesy = open.executor().schedule(() -> PostAttempt.hangUp(open), COURTESY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext open) {
        if (courtesy != null) {
            courtesy.cancel(false);
        }
        if (!hasAnswered && isSent) {
            AnswerHead.readCut(received.toString()).ifPresent(head -> answered(open, head));
            attempt.fail(AttemptError.BAD_ANSWER);
        } else {
            attempt.fail(AttemptError.TLS_FAILED);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext open, Throwable cause) {
        attempt.fail(isSent ? AttemptError.BAD_ANSWER : AttemptError.TLS_FAILED);
        PostAttempt.hangUp(open);
    }
}
