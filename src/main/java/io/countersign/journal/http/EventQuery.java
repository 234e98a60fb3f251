package io.countersign.journal.http;

import io.countersign.journal.Scope;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.EventType;
import io.countersign.kernel.WalletId;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.HttpRefusal;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a request for events asks for: {@code ?after=}, {@code ?types=} and {@code Last-Event-ID}. */
final class EventQuery {

    private EventQuery() {}

    static Scope scope(Exchange exchange, AccountId accountId, @Nullable WalletId walletId) {
        return new Scope(
                accountId,
                walletId,
                exchange.query("types").map(EventQuery::types).orElse(Set.of()));
    }

    /** The sequence to go on from; {@code nextCursor} is one, so it may also come as {@code ?cursor=}. */
    static Optional<Long> after(Exchange exchange) {
        return number(exchange, "after").or(() -> number(exchange, "cursor"));
    }

    /** Where a stream goes on: a browser that reconnects repeats the URL, so what it has seen since then counts first. */
    static Optional<Long> streamAfter(Exchange exchange) {
        return exchange.header("Last-Event-ID")
                .filter(text -> !text.isEmpty())
                .map(EventQuery::lastEventId)
                .or(() -> after(exchange));
    }

    private static Optional<Long> number(Exchange exchange, String name) {
        return exchange.query(name).map(text -> Exchange.number(name, text, 0, Long.MAX_VALUE));
    }

    private static long lastEventId(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw HttpRefusal.MALFORMED_VALUE.refuse("Last-Event-ID is the id of an event of this stream: a sequence.");
        }
        return Long.parseLong(text);
    }

    private static Set<String> types(String commaParted) {
        return Arrays.stream(commaParted.split(",", -1))
                .map(word -> EventType.find(word)
                        .orElseThrow(() -> HttpRefusal.MALFORMED_QUERY.refuse(
                                "types holds event types parted by commas, and one of them is unknown."))
                        .word())
                .collect(Collectors.toSet());
    }
}
