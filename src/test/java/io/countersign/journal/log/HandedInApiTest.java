package io.countersign.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Ed25519PrivateKey;
import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.MerkleHash;
import io.countersign.crypto.merkle.NoteSigner;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.JournalRows;
import io.countersign.testing.Reply;
import io.countersign.testing.TestLog;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat C8: whoever saw an earlier log is told at once when it is another now. */
@QuarkusTest
class HandedInApiTest {

    private final TestWallet wallet = TestWallet.twoOfThree();
    private final TestLog log = new TestLog(wallet.owning());

    @Inject
    LogKeys keys;

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "log\n1\nAA==\n", "a\n\nb\n", "log\nx\nAA==\n\n\u2014 log AAAAAAAA\n"})
    void refusesWhatIsNoCheckpoint(String body) {
        log.handIn(body).refused(400, "malformed-value");
    }

    @Test
    void refusesABodyThatIsTooLongOrOfAnotherType() {
        log.handIn("x".repeat(16 * 1024 + 1)).refused(413, "body-too-large");
        log.api()
                .post("/v1/log/checkpoints", "application/json", "{}".getBytes(StandardCharsets.UTF_8))
                .refused(415, "unsupported-media-type");
        Api.here()
                .post("/v1/log/checkpoints", "text/plain", "x".getBytes(StandardCharsets.UTF_8))
                .refused(401, "unauthenticated");
    }

    @Test
    void refusesWhatItDidNotSign() {
        NoteSigner stranger = new NoteSigner(log.key().name(), Ed25519PrivateKey.ofSeed(MerkleHash.EMPTY));
        NoteSigner otherLog = new NoteSigner("example.org/log/1", Ed25519PrivateKey.ofSeed(MerkleHash.EMPTY));
        String checkpoint = log.checkpoint().text();
        String right = log.api().get("/v1/log/checkpoint").expect(200).text();

        log.handIn(SignedNote.of(checkpoint, stranger.sign(checkpoint)).toString())
                .refused(422, "checkpoint-not-signed");
        log.handIn(signed(otherLog, 1, MerkleHash.EMPTY)).refused(422, "checkpoint-not-signed");
        log.handIn(right.replaceFirst("\n[0-9]+\n", "\n2\n")).refused(422, "checkpoint-not-signed");
        NoteSigner future = new NoteSigner(
                log.key().name().replaceFirst("[0-9]+$", "99"), Ed25519PrivateKey.ofSeed(MerkleHash.EMPTY));
        log.handIn(signed(future, 1, MerkleHash.EMPTY)).refused(422, "checkpoint-not-signed");
    }

    @Test
    void provesThatItGoesOnFromWhatAClientSaw() {
        String seen = log.api().get("/v1/log/checkpoint").expect(200).text();
        Checkpoint before = log.checkpoint(seen);
        wallet.issueAddress();
        log.redeem(newest());

        JsonNode proof = log.handIn(seen).expect(200).json();

        Checkpoint now = log.checkpoint();
        assertThat(proof.fieldNames()).toIterable().containsExactly("size", "to", "hashes");
        assertThat(proof.get("to").asLong()).isEqualTo(now.size()).isGreaterThan(before.size());
        assertThat(TestLog.consistency(proof, "size").proves(before.rootHash(), now.rootHash()))
                .isTrue();
    }

    @Test
    void answersARepeatedRequestAsTheFirstTime() {
        String seen = log.api().get("/v1/log/checkpoint").expect(200).text();
        String key = UUID.randomUUID().toString();
        byte[] body = seen.getBytes(StandardCharsets.UTF_8);

        Reply first = log.api()
                .post("/v1/log/checkpoints", "text/plain", body, "Idempotency-Key", key)
                .expect(200);
        wallet.issueAddress();
        log.redeem(newest());
        Reply again = log.api()
                .post("/v1/log/checkpoints", "text/plain", body, "Idempotency-Key", key)
                .expect(200);

        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void raisesOneAlarmForADistinctCheckpointThatItSignedAndForgot() throws SQLException {
        Bytes32 root = MerkleHash.leaf(
                Bytes32.wrap(UUID.randomUUID().toString().replace("-", "").getBytes())
                        .bytes());
        NoteSigner signer = keys.signer().await().indefinitely();
        String forked = signed(signer, 3, root);
        long before = alarms();

        log.handIn(forked).refused(409, "log-forked");
        log.handIn(forked).refused(409, "log-forked");
        new TestLog(Accounts.of("Bob").api()).handIn(forked).refused(409, "log-forked");
        log.handIn(forked + "\u2014 somebody AAAAAAAA\n").refused(409, "log-forked");

        assertThat(alarms()).isEqualTo(before + 1);
        log.handIn(signed(signer, 4, root)).refused(409, "log-forked");
        assertThat(alarms()).isEqualTo(before + 2);
        assertThat(evidence(forked)).isEqualTo(1);
    }

    @Test
    void tellsThatItHasShrunk() {
        NoteSigner signer = keys.signer().await().indefinitely();

        log.handIn(signed(signer, log.state().get("size").asLong() + 1_000_000, MerkleHash.EMPTY))
                .refused(409, "log-forked");
    }

    private JsonNode newest() {
        JsonNode event = wallet.events().get(wallet.events().size() - 1);
        NoteSigner signer = keys.signer().await().indefinitely();
        String text = new io.countersign.crypto.merkle.Receipt(
                        signer.verifierKey().name(),
                        TestLog.hash(event.get("entry")),
                        event.get("time").asText())
                .text();
        return Reply.tree(java.util.Map.of(
                "entry", event.get("entry").asText(),
                "time", event.get("time").asText(),
                "note", SignedNote.of(text, signer.sign(text)).toString()));
    }

    private static String signed(NoteSigner signer, long size, Bytes32 root) {
        String text = Checkpoint.of(signer.verifierKey().name(), size, root).text();
        return SignedNote.of(text, signer.sign(text)).toString();
    }

    private static long alarms() throws SQLException {
        return count("SELECT count(*) FROM journal JOIN account ON account.id = journal.account_id"
                + " WHERE type = 'log.fork_reported' AND account.display_name = 'Olga'");
    }

    private static long evidence(String note) throws SQLException {
        return count("SELECT count(*) FROM log_fork_report WHERE note = '%s'".formatted(note));
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = JournalRows.connect();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
