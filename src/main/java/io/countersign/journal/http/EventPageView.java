package io.countersign.journal.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of events as clients read it; it describes what {@link EventPages} writes from the leaves' own bytes. */
record EventPageView(int epoch, List<EventView> items, long nextCursor) {

    record EventView(
            long sequence,
            String entry,
            String id,
            String type,
            String time,
            @Nullable String walletId,
            @Nullable String proposalId,
            @Nullable String keyId,
            @Nullable String actor,
            String salt,
            Map<String, Object> data) {}
}
