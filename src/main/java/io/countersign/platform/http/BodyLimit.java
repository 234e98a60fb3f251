package io.countersign.platform.http;

import io.countersign.kernel.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes in every body whole before anything else is judged, within a limit: 2 MiB, 3 MiB where a PSBT may come as text, and 16 KiB
 * for a checkpoint. What is
 * larger is answered 413 and the connection closed.
 */
@ApplicationScoped
public class BodyLimit {

    private static final Pattern FORM =
            Pattern.compile("\\s*(multipart/|application/x-www-form-urlencoded)", Pattern.CASE_INSENSITIVE);
    private static final int BEFORE_ALL = -10_000;
    private static final long BINARY_LIMIT = 2L * 1024 * 1024;
    private static final long TEXT_LIMIT = 3L * 1024 * 1024;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final long NOTE_LIMIT = 16L * 1024;

    private final BodyHandler binary = BodyHandler.create(false).setBodyLimit(BINARY_LIMIT);
    private final BodyHandler text = BodyHandler.create(false).setBodyLimit(TEXT_LIMIT);
    private final BodyHandler note = BodyHandler.create(false).setBodyLimit(NOTE_LIMIT);

    void install(@Observes Router router) {
        router.route().order(BEFORE_ALL).handler(this::takeIn).failureHandler(this::refuse);
    }

    private void takeIn(RoutingContext context) {
        leaveFormsUnread(context.request());
        long limit = limitOf(context);
        if (declaredLength(context.request().getHeader("Content-Length")) > limit) {
            context.fail(413);
            return;
        }
        (limit == TEXT_LIMIT ? text : limit == NOTE_LIMIT ? note : binary).handle(context);
    }

    /**
     * Nothing here takes a form. Its decoder would refuse what it can't read before anybody has looked at who asks, and in words of its own, so a
     * form comes in as bytes of a type that is not taken.
     */
    private static void leaveFormsUnread(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        if (type != null && FORM.matcher(type).lookingAt()) {
            request.headers().set("Content-Type", "application/x-form-unread");
        }
    }

    private void refuse(RoutingContext context) {
        if (context.statusCode() != 413 || context.response().ended()) {
            context.next();
            return;
        }
        Refusal refusal =
                HttpRefusal.BODY_TOO_LARGE.refuse("The body has more than %d bytes.".formatted(limitOf(context)));
        closeAfterwards(context);
        context.response()
                .setStatusCode(413)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(Buffer.buffer(Problem.of(refusal, context.request().path()).toArray()));
    }

    /** A connection closed in the midst of a body may take the answer with it, so what still comes is thrown away for a moment. */
    private static void closeAfterwards(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpConnection connection = request.connection();
        if (!request.isEnded()) {
            request.handler(rest -> {})
                    .endHandler(end -> connection.close())
                    .exceptionHandler(gone -> {})
                    .resume();
            context.vertx().setTimer(PATIENCE_MILLIS, timer -> connection.close());
        }
    }

    private static long limitOf(RoutingContext context) {
        String path = context.request().path();
        if (path.equals("/v1/log/checkpoints")) {
            return NOTE_LIMIT;
        }
        boolean takesPsbt = path.endsWith("/contributions") || path.endsWith("/proposals");
        String type = context.request().getHeader("Content-Type");
        return takesPsbt && type != null && !type.startsWith("application/octet-stream") ? TEXT_LIMIT : BINARY_LIMIT;
    }

    private static long declaredLength(@Nullable String header) {
        return header != null && header.matches("[0-9]{1,18}") ? Long.parseLong(header) : 0;
    }
}
