package io.countersign.journal.http;

import io.countersign.journal.NumberedEvent;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events as a stream carries them. Thousands of streams share the bytes of one event, so the latest are kept. */
@ApplicationScoped
public class EventFrames {

    private static final int KEPT = 128;

    private final Map<Long, Frame> latest = new LinkedHashMap<>(KEPT * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Frame> eldest) {
            return size() > KEPT;
        }
    };

    /** The event's field lines: {@code id} is its sequence, {@code event} its type, {@code data} its JSON on one line. */
    synchronized Buffer of(NumberedEvent event) {
        Frame known = latest.get(event.sequence());
        if (known != null && known.event().entry().equals(event.entry())) {
            return known.bytes();
        }
        Buffer bytes = Buffer.buffer(
                "id: %d\nevent: %s\ndata: %s\n\n".formatted(event.sequence(), event.type(), event.json()));
        latest.put(event.sequence(), new Frame(event, bytes));
        return bytes;
    }

    private record Frame(NumberedEvent event, Buffer bytes) {}
}
