package io.countersign.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.WebhookId;
import io.countersign.platform.config.Sealer;
import io.countersign.platform.http.Json;
import io.countersign.platform.http.Times;
import io.countersign.platform.outbound.Post;
import io.countersign.platform.outbound.Target;
import io.countersign.platform.time.Randomness;
import io.countersign.webhook.model.Delivery;
import io.countersign.webhook.model.WebhookSecret;
import io.countersign.webhook.store.DueDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the messages of the Standard Webhooks specification. A body tells that something happened, by ids and a state; what it was is
 * fetched by who may see it.
 */
@ApplicationScoped
public class WebhookMessages {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Sealer sealer;
    private final Randomness randomness;

    WebhookMessages(Sealer sealer, Randomness randomness) {
        this.sealer = sealer;
        this.randomness = randomness;
    }

    WebhookSecret newSecret() {
        return new WebhookSecret(Bytes.wrap(randomness.bytes(WebhookSecret.BYTES)));
    }

    byte[] seal(WebhookSecret secret, WebhookId id) {
        return sealer.seal(secret.key().toArray(), context(id));
    }

    /** The request for an attempt at {@code now}: the id and the body are the same for all attempts, the time and signature its own. */
    Post post(DueDelivery due, Instant now) {
        Bytes body = body(due, now);
        String id = due.messageId().toString();
        long timestamp = now.getEpochSecond();
        String signature = open(due.sealedSecret(), due.webhookId()).sign(id, timestamp, body);
        Bytes old = due.sealedOldSecret();
        Instant oldUntil = due.oldSecretUntil();
        if (old != null && oldUntil != null && now.isBefore(oldUntil)) {
            signature += " " + open(old, due.webhookId()).sign(id, timestamp, body);
        }
        return new Post(
                Target.parse(due.url()),
                Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", Long.toString(timestamp),
                        "webhook-signature", signature),
                body);
    }

    private static Bytes body(DueDelivery due, Instant now) {
        Bytes leaf = due.leaf();
        return leaf == null ? testBody(due, now) : eventBody(due, read(leaf));
    }

    private static Bytes eventBody(DueDelivery due, JsonNode event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("sequence", due.sequence());
        data.put("walletId", event.path("walletId").textValue());
        putText(data, "proposalId", event.path("proposalId"));
        putText(data, "keyId", event.path("keyId"));
        putText(data, "state", event.path("data").path("state"));
        return body(event.path("type").textValue(), event.path("time").textValue(), data);
    }

    private static Bytes testBody(DueDelivery due, Instant now) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("sequence", null);
        data.put(
                "walletId",
                due.webhookWallet() == null ? null : due.webhookWallet().toString());
        return body(Delivery.TEST, Times.format(now), data);
    }

    private static Bytes body(@Nullable String type, @Nullable String timestamp, Map<String, Object> data) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put("timestamp", timestamp);
        body.put("data", data);
        return Json.write(body);
    }

    private static void putText(Map<String, Object> data, String name, JsonNode value) {
        if (value.isTextual()) {
            data.put(name, value.textValue());
        }
    }

    private static JsonNode read(Bytes leaf) {
        try {
            return MAPPER.readTree(leaf.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("a leaf is no JSON", e);
        }
    }

    private WebhookSecret open(Bytes sealed, WebhookId id) {
        return new WebhookSecret(Bytes.wrap(sealer.open(sealed.toArray(), context(id))));
    }

    private static String context(WebhookId id) {
        return "webhook/" + id;
    }
}
