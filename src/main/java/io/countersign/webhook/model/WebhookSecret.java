package io.countersign.webhook.model;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The symmetric key of an endpoint (Standard Webhooks, "Signature scheme"). */
public record WebhookSecret(Bytes key) {

    /** Bytes of the keys that this server makes; the specification wants 24 to 64. */
    public static final int BYTES = 32;

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";

    public WebhookSecret {
        if (key.isEmpty()) {
            throw new MalformedException("webhook-secret", "A webhook's secret is not empty.");
        }
    }

    /** Reads the key's Base64, with or without {@code whsec_} and padding. */
    public static WebhookSecret parse(String text) {
        String base64 = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        try {
            return new WebhookSecret(Bytes.wrap(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("webhook-secret", "A webhook's secret is Base64, after whsec_.");
        }
    }

    /** As it is shown, once. */
    public String text() {
        return PREFIX + Base64Text.encode(key);
    }

    /** The signature of a message sent at {@code timestamp} (seconds since 1970), as {@code webhook-signature} lists it. */
    public String sign(String messageId, long timestamp, Bytes body) {
        return VERSION + Base64Text.encode(Hashes.hmacSha256(key, content(messageId, timestamp, body)));
    }

    /** What is signed: id, timestamp and the body's exact bytes, joined by dots. */
    public static Bytes content(String messageId, long timestamp, Bytes body) {
        if (messageId.contains(".") || timestamp < 0) {
            throw new MalformedException(
                    "webhook-message", "A message id holds no dot, and its time is no negative number.");
        }
        String head = "%s.%d.".formatted(messageId, timestamp);
        return Bytes.wrap(head.getBytes(StandardCharsets.US_ASCII)).plus(body);
    }

    /** Not the key. */
    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
