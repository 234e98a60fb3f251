package io.countersign.platform.http;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.CurrentRequest;
import io.countersign.platform.db.IdempotentRequest;
import io.countersign.platform.db.StoredAnswers;
import io.countersign.platform.identity.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Carries out a request that changes something, judged in the contract's order: the caller's rights first (404, 403), then the
 * idempotency key, the media type, the body, and only then the command.
 */
@ApplicationScoped
public class Commands {

    public static final Set<String> JSON = Set.of("application/json");

    private static final Pattern PRINTABLE_KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private final Exchange exchange;
    private final CurrentCaller caller;
    private final CurrentRequest currentRequest;
    private final StoredAnswers storedAnswers;
    private final Receipts receipts;

    Commands(
            Exchange exchange,
            CurrentCaller caller,
            CurrentRequest currentRequest,
            StoredAnswers storedAnswers,
            Receipts receipts) {
        this.exchange = exchange;
        this.caller = caller;
        this.currentRequest = currentRequest;
        this.storedAnswers = storedAnswers;
        this.receipts = receipts;
    }

    /** A POST with a JSON body of the form {@code type}. */
    public <T> Uni<Response> post(Supplier<Uni<Void>> rights, Class<T> type, Function<T, Uni<Answer>> command) {
        return post(rights, JSON, body -> Json.read(body, type), command);
    }

    /** A POST whose body has one of {@code mediaTypes} and is read by {@code parse}. */
    public <T> Uni<Response> post(
            Supplier<Uni<Void>> rights,
            Set<String> mediaTypes,
            Function<Bytes, T> parse,
            Function<T, Uni<Answer>> command) {
        return rights.get()
                .map(allowed -> idempotentRequest())
                .chain(this::remembered)
                .chain(before -> before.map(answer -> Uni.createFrom().item(answer))
                        .orElseGet(() -> parsed(mediaTypes, parse).chain(value -> command.apply(value))))
                .chain(receipts::complete)
                .map(Responses::of);
    }

    /** A POST that takes no body, or an empty JSON object. */
    public Uni<Response> post(Supplier<Uni<Void>> rights, Supplier<Uni<Answer>> command) {
        return rights.get()
                .map(allowed -> idempotentRequest())
                .chain(this::remembered)
                .chain(before -> before.map(answer -> Uni.createFrom().item(answer))
                        .orElseGet(() -> {
                            requireNoContent();
                            return command.get();
                        }))
                .chain(receipts::complete)
                .map(Responses::of);
    }

    /** A PUT or PATCH with a JSON body: as a POST, without an idempotency key. */
    public <T> Uni<Response> put(Supplier<Uni<Void>> rights, Class<T> type, Function<T, Uni<Answer>> command) {
        return rights.get()
                .chain(allowed -> parsed(JSON, body -> Json.read(body, type)))
                .chain(value -> command.apply(value))
                .map(Responses::of);
    }

    public Uni<Response> delete(Supplier<Uni<Void>> rights, Supplier<Uni<Answer>> command) {
        return rights.get().chain(allowed -> command.get()).map(Responses::of);
    }

    /**
     * For what is added to a collection: 412 where If-Match is sent and names none of these answers' ETags, which are asked for only
     * then. What changes a resource judges If-Match under that resource's lock.
     */
    public Uni<Void> requireCurrent(Supplier<Uni<List<Answer>>> current) {
        return exchange.ifMatch().isSent()
                ? current.get()
                        .map(answers -> answers.stream().map(Etags::of).toArray(String[]::new))
                        .invoke(tags -> exchange.ifMatch().require(tags))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Optional<IdempotentRequest> idempotentRequest() {
        Optional<String> key = exchange.header("Idempotency-Key");
        if (key.isEmpty()) {
            if (caller.find().isPresent() && !isKeyOptional()) {
                throw HttpRefusal.IDEMPOTENCY_KEY_MISSING.refuse(
                        "Every POST carries an Idempotency-Key of 1 to 255 printable ASCII characters.");
            }
            return Optional.empty();
        }
        if (!PRINTABLE_KEY.matcher(key.get()).matches()) {
            throw HttpRefusal.IDEMPOTENCY_KEY_MALFORMED.refuse(
                    "An Idempotency-Key has 1 to 255 printable ASCII characters.");
        }
        String account =
                caller.find().map(known -> known.accountId().toString()).orElse("");
        return Optional.of(IdempotentRequest.of(
                account, exchange.method(), exchange.path(), key.get(), exchange.mediaType(), exchange.body()));
    }

    private Uni<Optional<Answer>> remembered(Optional<IdempotentRequest> request) {
        request.ifPresent(currentRequest::set);
        return request.map(storedAnswers::find).orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private boolean isKeyOptional() {
        return exchange.path().startsWith("/v1/auth") || exchange.path().equals("/v1/log/checkpoints");
    }

    private <T> Uni<T> parsed(Set<String> mediaTypes, Function<Bytes, T> parse) {
        requireNoEncoding();
        if (!mediaTypes.contains(exchange.mediaType())) {
            throw HttpRefusal.UNSUPPORTED_MEDIA_TYPE.refuse("The Content-Type here is %s."
                    .formatted(String.join(" or ", mediaTypes.stream().sorted().toList())));
        }
        return Uni.createFrom().item(parse.apply(exchange.body()));
    }

    private void requireNoContent() {
        requireNoEncoding();
        Bytes body = exchange.body();
        if (!body.isEmpty()) {
            Json.read(body, Nothing.class);
        }
    }

    private void requireNoEncoding() {
        if (exchange.header("Content-Encoding").isPresent()) {
            throw HttpRefusal.UNSUPPORTED_MEDIA_TYPE.refuse(
                    "A body with a Content-Encoding is not taken; send it plain.");
        }
    }

    record Nothing() {}
}
