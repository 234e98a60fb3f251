package io.countersign.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** A webhook on the running server, as its owner sees it. */
public record TestWebhook(Api api, String id, String secret) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Makes one; {@code walletId} and {@code events} may be null. */
    public static TestWebhook make(Api api, String url, String walletId, List<String> events) {
        Map<String, Object> request = new HashMap<>(Map.of("url", url));
        if (walletId != null) {
            request.put("walletId", walletId);
        }
        if (events != null) {
            request.put("events", events);
        }
        Reply made = api.post("/v1/webhooks", request).expect(201);
        return new TestWebhook(api, made.get("id"), made.get("secret"));
    }

    public String path(String rest) {
        return "/v1/webhooks/" + id + rest;
    }

    public Reply get() {
        return api.get(path("")).expect(200);
    }

    public String state() {
        return get().get("state");
    }

    public Reply change(Map<String, ?> members, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = Api.JSON;
        try {
            return api.send("PATCH", path(""), Reply.JSON.writeValueAsBytes(members), all);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The deliveries, newest first. */
    public List<JsonNode> deliveries() {
        JsonNode page = api.get(path("/deliveries?limit=500")).expect(200).json();
        return StreamSupport.stream(page.get("items").spliterator(), false).toList();
    }

    /** Waits until the deliveries satisfy {@code enough}. */
    public List<JsonNode> await(Predicate<List<JsonNode>> enough) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<JsonNode> deliveries = deliveries();
        while (!enough.test(deliveries)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the deliveries are not as expected: " + deliveries);
            }
            pause();
            deliveries = deliveries();
        }
        return deliveries;
    }

    /** Waits until the newest delivery is in the state. */
    public JsonNode awaitNewest(String state) {
        return await(all -> !all.isEmpty() && all.get(0).get("state").asText().equals(state))
                .get(0);
    }

    private static void pause() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
