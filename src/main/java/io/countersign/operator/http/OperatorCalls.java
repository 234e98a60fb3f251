package io.countersign.operator.http;

import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Page;
import io.countersign.kernel.PageRequest;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Notifications;
import io.countersign.platform.http.Commands;
import io.countersign.platform.http.Exchange;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Reads;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all calls of operators share: only an operator may, reads can be waited for, repairs answer once under their key. */
@ApplicationScoped
public class OperatorCalls {

    private final CurrentCaller caller;
    private final Exchange exchange;
    private final Reads reads;
    private final Commands commands;

    OperatorCalls(CurrentCaller caller, Exchange exchange, Reads reads, Commands commands) {
        this.caller = caller;
        this.exchange = exchange;
        this.reads = reads;
        this.commands = commands;
    }

    Uni<Response> get(Supplier<Uni<?>> view) {
        return reads.get(Notifications.ALL, () -> require().chain(view).map(found -> Answer.ok(Json.write(found))));
    }

    <T> Uni<Response> list(Function<PageRequest, Uni<Page<T>>> read, Function<T, ?> view) {
        return get(() -> read.apply(exchange.page()).map(page -> view(page.map(item -> (Object) view.apply(item)))));
    }

    /** A repair by POST, without a body. */
    Uni<Response> post(Function<Caller, Uni<Answer>> repair) {
        return commands.post(this::require, () -> repaired(repair));
    }

    Uni<Response> delete(Function<Caller, Uni<Answer>> repair) {
        return commands.delete(this::require, () -> repaired(repair));
    }

    /** What a repair changes is shown in lists only and has no ETag of its own: no If-Match can hold. */
    private Uni<Answer> repaired(Function<Caller, Uni<Answer>> repair) {
        exchange.ifMatch().require();
        return repair.apply(caller.get());
    }

    /** A query parameter that is one of {@code words}; null where it is not given. */
    @Nullable
    String word(String name, Set<String> words) {
        Optional<String> word = exchange.query(name);
        if (word.isPresent() && !words.contains(word.get())) {
            throw HttpRefusal.MALFORMED_QUERY.refuse(
                    "The query parameter %s is one of: %s.".formatted(name, String.join(", ", List.copyOf(words))));
        }
        return word.orElse(null);
    }

    /** A query parameter that is {@code true} or {@code false}, or not given: false then. */
    boolean flag(String name) {
        return "true".equals(word(name, Set.of("true", "false")));
    }

    private Uni<Void> require() {
        if (!caller.get().isOperator()) {
            throw CommonRefusal.FORBIDDEN.refuse("Only an operator of this server may.");
        }
        return Uni.createFrom().voidItem();
    }

    static PageView view(Page<Object> page) {
        return new PageView(page.items(), page.nextCursor());
    }

    /** A page of a list. */
    public record PageView(List<Object> items, @Nullable String nextCursor) {
        public PageView {
            items = List.copyOf(items);
        }
    }
}
