package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.ConsistencyProof;
import io.countersign.crypto.merkle.InclusionProof;
import io.countersign.crypto.merkle.OpenedNote;
import io.countersign.crypto.merkle.Receipt;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.crypto.merkle.VerifierKey;
import java.util.ArrayList;
import java.util.List;

/** The running server's log as a client of it sees it, who verifies all that it says. */
public record TestLog(Api api) {

    public JsonNode state() {
        return api.get("/v1/log").expect(200).json();
    }

    public VerifierKey key() {
        return VerifierKey.parse(state().get("verifierKey").asText());
    }

    public VerifierKey cosignerKey() {
        return VerifierKey.parse(state().get("cosignerKey").asText());
    }

    /** The newest checkpoint, opened by the log's key. */
    public Checkpoint checkpoint() {
        return checkpoint(api.get("/v1/log/checkpoint").expect(200).text());
    }

    public Checkpoint checkpoint(String note) {
        OpenedNote opened = SignedNote.parse(note).open(List.of(key(), cosignerKey()));
        assertThat(opened.isSignedBy(key())).isTrue();
        assertThat(opened.cosignedAt(cosignerKey())).isPresent();
        Checkpoint checkpoint = Checkpoint.parse(opened.text());
        assertThat(checkpoint.origin()).isEqualTo(key().name());
        return checkpoint;
    }

    /** Redeems a receipt: its note is right, and its entry stands in a signed checkpoint. Answers the entry's index. */
    public long redeem(JsonNode receipt) {
        String entry = receipt.path("entry").asText();
        OpenedNote opened = SignedNote.parse(receipt.path("note").asText()).open(List.of(key()));
        assertThat(Receipt.parse(opened.text()))
                .isEqualTo(new Receipt(
                        key().name(), Bytes32.ofHex(entry), receipt.path("time").asText()));
        JsonNode proof = api.get("/v1/log/proofs/inclusion?wait=5&entry=" + entry)
                .expect(200)
                .json();
        Checkpoint checkpoint = checkpoint(proof.get("checkpoint").asText());
        assertThat(proof.get("size").asLong()).isEqualTo(checkpoint.size());
        assertThat(inclusion(proof).proves(Bytes32.ofHex(entry), checkpoint.rootHash()))
                .isTrue();
        return proof.get("index").asLong();
    }

    public static InclusionProof inclusion(JsonNode proof) {
        return new InclusionProof(proof.get("index").asLong(), proof.get("size").asLong(), hashes(proof));
    }

    public static ConsistencyProof consistency(JsonNode proof, String from) {
        return new ConsistencyProof(proof.get(from).asLong(), proof.get("to").asLong(), hashes(proof));
    }

    /** All entries from an index up to a size. */
    public List<JsonNode> entries(long from, long size) {
        List<JsonNode> entries = new ArrayList<>();
        long next = from;
        while (next < size) {
            JsonNode page = api.get("/v1/log/entries?limit=500&from=" + next)
                    .expect(200)
                    .json();
            page.get("items").forEach(entries::add);
            next = page.get("nextFrom").asLong();
        }
        return entries.subList(0, (int) (size - from));
    }

    /** The types of all entries whose leaves this client may read, in their order. */
    public List<String> readableTypes() {
        return entries(0, state().get("size").asLong()).stream()
                .filter(entry -> !entry.get("leaf").isNull())
                .map(entry -> Reply.parsed(bytes(entry.get("leaf"))).get("type").asText())
                .toList();
    }

    public Reply handIn(String note) {
        return api.post(
                "/v1/log/checkpoints",
                "text/plain",
                note.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "Idempotency-Key",
                "");
    }

    public static Bytes32 hash(JsonNode text) {
        return Bytes32.ofHex(text.asText());
    }

    private static List<Bytes32> hashes(JsonNode proof) {
        List<Bytes32> hashes = new ArrayList<>();
        proof.get("hashes").forEach(hash -> hashes.add(hash(hash)));
        return hashes;
    }

    /** The bytes of a base64 member. */
    public static Bytes bytes(JsonNode base64) {
        return Bytes.wrap(java.util.Base64.getDecoder().decode(base64.asText()));
    }
}
