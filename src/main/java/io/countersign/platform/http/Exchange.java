package io.countersign.platform.http;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.PageRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;

/** The current request as the wire has it: method, path, headers, query and the whole body. */
@RequestScoped
public class Exchange {

    private static final int LONGEST_WAIT_SECONDS = 60;

    private final RoutingContext context;

    public Exchange(RoutingContext context) {
        this.context = context;
    }

    public String method() {
        return context.request().method().name();
    }

    public String path() {
        return context.request().path();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    /** All the values of a header that may stand several times. */
    public List<String> headers(String name) {
        return context.request().headers().getAll(name);
    }

    public IfMatch ifMatch() {
        return new IfMatch(headers("If-Match"));
    }

    public Bytes body() {
        return context.body().buffer() == null
                ? Bytes.EMPTY
                : Bytes.wrap(context.body().buffer().getBytes());
    }

    /** The media type without its parameters, in lower case; empty where the request names none. */
    public String mediaType() {
        return header("Content-Type")
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT))
                .orElse("");
    }

    /** A query parameter; 400 where it is given more than once. */
    public Optional<String> query(String name) {
        List<String> values = context.queryParam(name);
        if (values.size() > 1) {
            throw HttpRefusal.MALFORMED_QUERY.refuse("The query parameter %s is given more than once.".formatted(name));
        }
        return values.stream().findFirst();
    }

    /** {@code ?limit=} and {@code ?cursor=} of a list. */
    public PageRequest page() {
        int limit = query("limit").map(Exchange::limit).orElse(PageRequest.DEFAULT_LIMIT);
        return new PageRequest(limit, query("cursor").orElse(null));
    }

    /** More than the most counts as the most, however long the number is. */
    private static int limit(String text) {
        return text.matches("0*[1-9][0-9]{3,}")
                ? PageRequest.MAX_LIMIT
                : (int) Math.min(number("limit", text, 1, Integer.MAX_VALUE), PageRequest.MAX_LIMIT);
    }

    /** {@code ?wait=}: seconds to hold the request, 0 where it is not given. */
    public int waitSeconds() {
        return query("wait")
                .map(text -> (int) number("wait", text, 0, LONGEST_WAIT_SECONDS))
                .orElse(0);
    }

    /** A whole number from a query parameter, within bounds. */
    public static long number(String name, String text, long least, long most) {
        if (text.matches("[0-9]{1,18}")) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw HttpRefusal.MALFORMED_QUERY.refuse(
                "The query parameter %s is a whole number from %d to %d.".formatted(name, least, most));
    }
}
