package io.countersign.webhook.store;

import io.countersign.kernel.WebhookId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Deliveries to be made, many in one statement; a webhook that was deleted meanwhile gets none. */
public final class DeliveryRows {

    private static final String SOURCE =
            """
            INSERT INTO webhook_delivery (id, webhook_id, event_id, sequence, type, state, tries, next_attempt_at, kept_since)
            SELECT made.id, made.webhook_id, made.event_id, made.sequence, made.type, 'pending', 0, webhook_clock(), webhook_clock()
              FROM jsonb_to_recordset(CAST(CAST(%s AS text) AS jsonb))
                AS made(id uuid, webhook_id uuid, event_id uuid, sequence bigint, type text)
              JOIN webhook ON webhook.id = made.webhook_id
             ORDER BY made.id
               FOR KEY SHARE OF webhook
            """;

    /** One that is there already stays as it is. */
    static final String INSERT = SOURCE.formatted("$1") + "    ON CONFLICT (webhook_id, event_id) DO NOTHING";

    /** One that is there already is due again. */
    static final String UPSERT = SOURCE.formatted(":rows")
            + """
                ON CONFLICT (webhook_id, event_id) DO UPDATE
               SET state = 'pending',
                   tries = 0,
                   next_attempt_at = webhook_clock(),
                   kept_since = webhook_clock()
            """;

    private final JsonArray rows = new JsonArray();

    public void add(UUID id, WebhookId webhook, UUID eventId, long sequence, String type) {
        rows.add(new JsonObject()
                .put("id", id.toString())
                .put("webhook_id", webhook.toString())
                .put("event_id", eventId.toString())
                .put("sequence", sequence)
                .put("type", type));
    }

    public int size() {
        return rows.size();
    }

    String json() {
        return rows.encode();
    }
}
