package io.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** A proposal on the server, and the spend that it was made of. */
public record TestProposal(String id, Spend spend) {

    /** The same proposal at another copy of the server. */
    public TestProposal at(Api copy) {
        return new TestProposal(id, new Spend(spend.wallet().at(copy), spend.coins(), spend.psbt()));
    }

    public TestWallet wallet() {
        return spend.wallet();
    }

    public String path(String rest) {
        return "/v1/proposals/" + id + rest;
    }

    public Reply get() {
        return wallet().owning().get(path("")).expect(200);
    }

    public String state() {
        return get().get("state");
    }

    /** The combined PSBT as bytes. */
    public byte[] psbt() {
        return wallet().owning()
                .get(path("/psbt"), "Accept", Api.OCTETS)
                .expect(200)
                .bytes();
    }

    public Reply contribute(Api carrier, byte[] psbt) {
        return carrier.post(path("/contributions"), Api.OCTETS, psbt);
    }

    /** Brought in by the wallet's owner. */
    public Reply contribute(RawPsbt psbt) {
        return contribute(wallet().owning(), psbt.bytes());
    }

    /** The answer to a single signature of whatever sort, by the wallet's owner. */
    public Reply contribute(int input, String publicKey, String signature) {
        return contribute(spend.psbt().withSignature(input, publicKey, signature));
    }

    /** The answer to a device of BDK that signs what the server serves. */
    public Reply signBy(int seat) {
        TestWallet.Seat cosigner = wallet().seat(seat);
        return contribute(cosigner.api(), cosigner.signer().sign(wallet().descriptor(), psbt()));
    }

    /** The attempt's answer, after making sure that it left nothing behind. */
    public Reply attempt(Supplier<Reply> attempt) {
        String etag = get().etag();
        byte[] psbt = psbt();
        long entries = JournalRows.byPeople(wallet());
        Reply answer = attempt.get();
        assertThat(get().etag()).isEqualTo(etag);
        assertThat(psbt()).isEqualTo(psbt);
        assertThat(JournalRows.byPeople(wallet())).isEqualTo(entries);
        return answer;
    }

    /** Waits by long polls until the proposal is in one of the states. */
    public Reply await(String... states) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        Reply seen = get();
        while (!List.of(states).contains(seen.get("state"))) {
            assertThat(Instant.now()).as("still %s", seen.text()).isBefore(end);
            Reply next = wallet().owning().get(path("?wait=5"), "If-None-Match", seen.etag());
            seen = next.status() == 304 ? seen : next.expect(200);
        }
        return seen;
    }

    /** The types of the journal's entries about this proposal, in order. */
    public List<String> eventTypes() {
        return events().stream().map(event -> event.get("type").asText()).toList();
    }

    public List<JsonNode> events() {
        return wallet().events().stream()
                .filter(event -> event.path("proposalId").asText().equals(id))
                .toList();
    }
}
