package io.countersign.journal.log.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.MerkleHash;
import io.countersign.crypto.merkle.TreeGrowth;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.TestLog;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LogResourceApiTest {

    private final TestWallet wallet = TestWallet.twoOfThree();
    private final TestLog log = new TestLog(wallet.owning());

    @ParameterizedTest
    @ValueSource(strings = {"", "/checkpoint", "/entries", "/proofs/consistency?from=0&to=0", "/tile/0/000.p/1"})
    void tellsNothingWithoutAToken(String path) {
        Api.here().get("/v1/log" + path).refused(401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proofs/inclusion",
                "/proofs/inclusion?entry=abc",
                "/proofs/inclusion?entry=0000000000000000000000000000000000000000000000000000000000000000&size=x",
                "/proofs/consistency?from=1",
                "/proofs/consistency?from=2&to=1",
                "/proofs/consistency?from=-1&to=1",
                "/entries?from=x",
                "/entries?limit=0"
            })
    void refusesWhatIsNoNumberOrHash(String path) {
        log.api().get("/v1/log" + path).refused(400, "malformed-query");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tile/0/999",
                "/tile/0/000.p/256",
                "/tile/0/000.p/0",
                "/tile/64/000",
                "/tile/0/0",
                "/tile/00/000",
                "/tile/0/x000/001",
                "/tile/entries/000",
                "/tile/0",
                "/proofs/inclusion?entry=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void knowsNothingOfWhatIsNotThere(String path) {
        log.api().get("/v1/log" + path).refused(404, "not-found");
    }

    @Test
    void refusesProofsBeyondTheTree() {
        Checkpoint now = log.checkpoint();
        JsonNode first = log.entries(0, 2).get(1);

        log.api()
                .get("/v1/log/proofs/consistency?from=0&to=" + (now.size() + 100_000))
                .refused(422, "beyond-the-log");
        log.api().get(inclusion(first) + "&size=" + (now.size() + 100_000)).refused(422, "beyond-the-log");
        log.api().get(inclusion(first) + "&size=1").refused(422, "beyond-the-log");
    }

    @Test
    void saysWhoItIs() {
        JsonNode state = log.state();

        assertThat(state.fieldNames())
                .toIterable()
                .containsExactly("origin", "verifierKey", "cosignerKey", "epoch", "size", "previousKeys");
        assertThat(state.get("origin").asText())
                .isEqualTo("localhost:8080/log/" + state.get("epoch").asInt());
        assertThat(log.key().name()).isEqualTo(state.get("origin").asText());
        assertThat(log.cosignerKey().id()).isNotEqualTo(log.key().id());
        assertThat(state.get("size").asLong()).isPositive();
        assertThat(state.get("previousKeys").isArray()).isTrue();
    }

    @Test
    void givesHashesToAllAndLeavesToThoseWhoMayReadThem() {
        wallet.issueAddress();
        JsonNode event = wallet.events().get(wallet.events().size() - 1);
        long index = event.get("sequence").asLong() - 1;

        JsonNode mine = log.entries(index, index + 1).get(0);
        JsonNode others = new TestLog(Accounts.of("Stranger").api())
                .entries(index, index + 1)
                .get(0);

        Bytes leaf = TestLog.bytes(mine.get("leaf"));
        assertThat(mine.get("entry")).isEqualTo(event.get("entry")).isEqualTo(others.get("entry"));
        assertThat(MerkleHash.leaf(leaf)).isEqualTo(TestLog.hash(mine.get("entry")));
        assertThat(others.get("leaf").isNull()).isTrue();
        assertThat(others.has("leaf")).isTrue();
    }

    @Test
    void showsAnAccountItsOwnEventsWithoutAWallet() {
        TestLog newcomer = new TestLog(Accounts.of("Newcomer").api());

        List<String> types = newcomer.readableTypes();
        for (int looks = 0; types.isEmpty() && looks < 100; looks++) {
            types = newcomer.readableTypes();
        }

        assertThat(types).contains("account.created").doesNotContain("invitation.created");
    }

    @Test
    void answersAnEmptyPageAtItsEnd() {
        long size = log.state().get("size").asLong();

        JsonNode page = log.api()
                .get("/v1/log/entries?from=" + (size + 1_000_000))
                .expect(200)
                .json();

        assertThat(page.get("items").isEmpty()).isTrue();
        assertThat(page.get("nextFrom").asLong()).isEqualTo(size + 1_000_000);
    }

    @Test
    void signsTheRootOfItsEntries() {
        Checkpoint checkpoint = log.checkpoint();
        TreeGrowth growth = new TreeGrowth(0, List.of());
        log.entries(0, checkpoint.size()).forEach(entry -> growth.add(TestLog.hash(entry.get("entry"))));

        assertThat(growth.root().bytes()).isEqualTo(checkpoint.rootHash());
    }

    @Test
    void givesTheHashesOfTheTreeAsTiles() {
        while (log.state().get("size").asLong() < 260) {
            wallet.issueAddress();
        }
        List<JsonNode> entries = log.entries(0, 259);
        TreeGrowth growth = new TreeGrowth(0, List.of());
        entries.subList(0, 256).forEach(entry -> growth.add(TestLog.hash(entry.get("entry"))));

        byte[] full = log.api().get("/v1/log/tile/0/000").expect(200).bytes();
        byte[] partial = log.api().get("/v1/log/tile/0/001.p/3").expect(200).bytes();
        byte[] above = log.api().get("/v1/log/tile/1/000.p/1").expect(200).bytes();

        assertThat(hashes(full)).isEqualTo(hashes(entries.subList(0, 256)));
        assertThat(hashes(partial)).isEqualTo(hashes(entries.subList(256, 259)));
        assertThat(hashes(above)).containsExactly(growth.root().toHex());
    }

    @Test
    void redeemsAReceiptWithinASecond() {
        wallet.issueAddress();
        List<JsonNode> events = wallet.events();
        String entry = events.get(events.size() - 1).get("entry").asText();

        JsonNode proof = log.api()
                .get("/v1/log/proofs/inclusion?entry=" + entry)
                .expect(200)
                .json();

        Checkpoint checkpoint = log.checkpoint(proof.get("checkpoint").asText());
        assertThat(checkpoint.size()).isEqualTo(proof.get("size").asLong());
        assertThat(TestLog.inclusion(proof).proves(Bytes32.ofHex(entry), checkpoint.rootHash()))
                .isTrue();
    }

    @Test
    void provesInclusionUpToASizeThatWasNotSigned() {
        for (int i = 0; i < 3; i++) {
            wallet.issueAddress();
        }
        long size =
                wallet.events().get(wallet.events().size() - 1).get("sequence").asLong();
        List<JsonNode> entries = log.entries(0, size);
        TreeGrowth growth = new TreeGrowth(0, List.of());
        entries.subList(0, (int) size - 1).forEach(entry -> growth.add(TestLog.hash(entry.get("entry"))));

        JsonNode proof = log.api()
                .get(inclusion(entries.get(3)) + "&size=" + (size - 1))
                .expect(200)
                .json();

        assertThat(TestLog.inclusion(proof)
                        .proves(
                                TestLog.hash(entries.get(3).get("entry")),
                                growth.root().bytes()))
                .isTrue();
        JsonNode checkpoint = proof.get("checkpoint");
        assertThat(checkpoint.isNull() || log.checkpoint(checkpoint.asText()).size() == size - 1)
                .isTrue();
    }

    @Test
    void provesThatItOnlyGrew() {
        Checkpoint before = log.checkpoint();
        wallet.issueAddress();
        String entry =
                wallet.events().get(wallet.events().size() - 1).get("entry").asText();
        JsonNode signed = log.api()
                .get("/v1/log/proofs/inclusion?entry=" + entry)
                .expect(200)
                .json();
        Checkpoint after = log.checkpoint(signed.get("checkpoint").asText());

        JsonNode proof = log.api()
                .get("/v1/log/proofs/consistency?from=%d&to=%d".formatted(before.size(), after.size()))
                .expect(200)
                .json();

        assertThat(after.size()).isGreaterThan(before.size());
        assertThat(TestLog.consistency(proof, "from").proves(before.rootHash(), after.rootHash()))
                .isTrue();
        assertThat(log.api()
                        .get("/v1/log/proofs/consistency?from=0&to=5")
                        .expect(200)
                        .json()
                        .get("hashes"))
                .isEmpty();
        assertThat(log.api()
                        .get("/v1/log/proofs/consistency?from=5&to=5")
                        .expect(200)
                        .json()
                        .get("hashes"))
                .isEmpty();
    }

    private static String inclusion(JsonNode entry) {
        return "/v1/log/proofs/inclusion?entry=" + entry.get("entry").asText();
    }

    private static List<String> hashes(byte[] tile) {
        List<String> hashes = new ArrayList<>();
        for (int i = 0; i < tile.length; i += 32) {
            hashes.add(Bytes.wrap(tile).slice(i, i + 32).toHex());
        }
        return hashes;
    }

    private static List<String> hashes(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.get("entry").asText()).toList();
    }
}
