package io.countersign.journal.log.http;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.HttpRefusal;
import jakarta.enterprise.context.RequestScoped;
import java.util.OptionalLong;

/** The query parameters of the log's calls. */
@RequestScoped
class LogQuery {

    private final Exchange exchange;

    LogQuery(Exchange exchange) {
        this.exchange = exchange;
    }

    OptionalLong number(String name) {
        return exchange.query(name)
                .map(text -> OptionalLong.of(Exchange.number(name, text, 0, Long.MAX_VALUE)))
                .orElse(OptionalLong.empty());
    }

    long required(String name) {
        return number(name)
                .orElseThrow(
                        () -> HttpRefusal.MALFORMED_QUERY.refuse("The query parameter %s is missing.".formatted(name)));
    }

    Bytes32 entry() {
        String text = exchange.query("entry").orElse("");
        try {
            return Bytes32.ofHex(text);
        } catch (MalformedException e) {
            throw HttpRefusal.MALFORMED_QUERY.refuse("The query parameter entry is a leaf hash: 64 hex digits.");
        }
    }

    int limit() {
        return exchange.page().limit();
    }
}
