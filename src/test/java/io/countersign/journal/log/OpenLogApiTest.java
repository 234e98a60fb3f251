package io.countersign.journal.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.crypto.merkle.OpenedNote;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.testing.Api;
import io.countersign.testing.OpenServer;
import io.countersign.testing.TestLog;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log that is open to anyone and that a witness cosigns. */
@QuarkusTest
@TestProfile(OpenServer.Profile.class)
class OpenLogApiTest {

    private final TestLog anyone = new TestLog(Api.here());

    @Test
    void letsAnyoneVerifyWithoutAToken() {
        TestWallet wallet = TestWallet.twoOfThree();
        wallet.issueAddress();
        JsonNode event = wallet.events().get(wallet.events().size() - 1);
        long index = event.get("sequence").asLong() - 1;

        JsonNode entry = anyone.entries(index, index + 1).get(0);
        JsonNode proof = anyone.api()
                .get("/v1/log/proofs/inclusion?entry=" + event.get("entry").asText())
                .expect(200)
                .json();

        assertThat(entry.get("leaf").isNull()).isTrue();
        assertThat(new TestLog(wallet.owning())
                        .entries(index, index + 1)
                        .get(0)
                        .get("leaf")
                        .isNull())
                .isFalse();
        String checkpoint = proof.get("checkpoint").asText();
        assertThat(anyone.checkpoint(checkpoint).size()).isGreaterThan(index);
        anyone.handIn(checkpoint).expect(200);
        anyone.api().get("/v1/log", "Authorization", "Bearer nonsense").refused(401, "unauthenticated");
        anyone.api().get("/v1/wallets").refused(401, "unauthenticated");
    }

    @Test
    void servesTheCosignaturesOfItsWitnesses() throws InterruptedException {
        TestWallet.twoOfThree().issueAddress();
        OpenedNote opened = null;
        for (int looks = 0; looks < 200 && opened == null; looks++) {
            String note = anyone.api().get("/v1/log/checkpoint").expect(200).text();
            if (note.contains(StubWitness.KEY.cosignerKey().name())) {
                opened = SignedNote.parse(note)
                        .open(List.of(anyone.key(), anyone.cosignerKey(), StubWitness.KEY.cosignerKey()));
            } else {
                Thread.sleep(100);
            }
        }

        assertThat(opened).as("a checkpoint with the witness's line").isNotNull();
        assertThat(opened.cosignedAt(StubWitness.KEY.cosignerKey())).isPresent();
        assertThat(opened.unverified()).isEmpty();
    }
}
