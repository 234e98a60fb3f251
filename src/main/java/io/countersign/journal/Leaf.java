package io.countersign.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.merkle.MerkleHash;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventValue;
import io.countersign.platform.http.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event's exact bytes in the log: its JSON without {@code sequence} and {@code entry}, written once and never anew. */
public record Leaf(Bytes bytes) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static Leaf of(UUID id, Event event, @Nullable AccountId actor, Instant time, Bytes salt) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", id.toString());
        members.put("type", event.type().word());
        members.put("time", Times.format(time));
        members.put("walletId", textOf(event.walletId()));
        if (event.proposalId() != null) {
            members.put("proposalId", textOf(event.proposalId()));
        }
        if (event.keyId() != null) {
            members.put("keyId", textOf(event.keyId()));
        }
        members.put("actor", textOf(actor));
        members.put("salt", salt.toHex());
        members.put("data", EventValue.object(event.data(), secret -> Hashes.sha256(salt.plus(secret))
                .toHex()));
        return new Leaf(write(members));
    }

    /** RFC 9162 section 2.1.1: SHA-256(00 || leaf). */
    public Bytes32 hash() {
        return MerkleHash.leaf(bytes);
    }

    private static @Nullable String textOf(@Nullable Object id) {
        return id == null ? null : id.toString();
    }

    private static Bytes write(Map<String, Object> members) {
        try {
            return Bytes.wrap(MAPPER.writeValueAsBytes(members));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event can't be written as JSON", e);
        }
    }
}
