package io.countersign.platform.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Spans of what the framework does not see by itself, and the way of a trace through the database to a job. */
@ApplicationScoped
public class Traces {

    private static final String PARENT = "traceparent";
    private static final TextMapGetter<Map<String, String>> GETTER = new HeaderGetter();

    private final Tracer tracer;

    Traces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.countersign");
    }

    /** Does {@code work} in a span below the current one. */
    public <T> Uni<T> within(String name, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> spanned(Context.current(), name, SpanKind.INTERNAL, work));
    }

    /** Does {@code work} in a span of the trace that {@link #current} named, maybe in another process; of a new one for null. */
    public <T> Uni<T> continued(@Nullable String traceParent, String name, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> spanned(parent(traceParent), name, SpanKind.CONSUMER, work));
    }

    /** The current span as W3C Trace Context writes it in {@code traceparent}; empty where nothing is traced. */
    public Optional<String> current() {
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance()
                .inject(Context.current(), headers, (carrier, name, value) -> headers.put(name, value));
        return Optional.ofNullable(headers.get(PARENT));
    }

    /** The scope ends with the work, which goes on after this method. */
    @SuppressWarnings("MustBeClosedChecker")
    private <T> Uni<T> spanned(Context parent, String name, SpanKind kind, Supplier<Uni<T>> work) {
        Span span = tracer.spanBuilder(name).setParent(parent).setSpanKind(kind).startSpan();
        Scope scope = parent.with(span).makeCurrent();
        return Uni.createFrom().deferred(() -> work.get()).onTermination().invoke((item, failure, isCancelled) -> {
            if (failure != null) {
                // Its text may quote what is private, and a refusal is an answer like any other.
                span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
            }
            scope.close();
            span.end();
        });
    }

    private static Context parent(@Nullable String traceParent) {
        return traceParent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), Map.of(PARENT, traceParent), GETTER);
    }

    private static final class HeaderGetter implements TextMapGetter<Map<String, String>> {

        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return List.copyOf(headers.keySet());
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }
}
