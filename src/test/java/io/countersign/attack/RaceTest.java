package io.countersign.attack;

import static io.countersign.testing.Treasury.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Reply;
import io.countersign.testing.Runs;
import io.countersign.testing.Treasury;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several at once on a real database (threat C11): what was answered 2xx is there afterwards, and things happen once. */
@QuarkusTest
class RaceTest {

    private static final int ROUNDS = Runs.of(5, 2);

    @Test
    void losesNoSignatureOfEightCosignersAtOnce() throws Exception {
        Treasury treasury = Treasury.of(5, 8);
        for (int round = 0; round < ROUNDS; round++) {
            String proposal = ok(
                            201,
                            treasury.propose(treasury.psbt(List.of(treasury.funded(1_000_000)), 333_333, 2_000, round)))
                    .get("id");
            List<byte[]> files = IntStream.range(0, 8)
                    .mapToObj(i -> treasury.signed(i, proposal))
                    .toList();

            List<Reply> replies = atOnce(IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<Reply>) () -> treasury.contribute(i, proposal, files.get(i)))
                    .toList());

            Reply after = ok(200, treasury.owner().get("/v1/proposals/" + proposal));
            long accepted =
                    replies.stream().filter(reply -> reply.status() == 201).count();
            assertThat(replies).allMatch(reply -> reply.status() == 201 || reply.status() == 409);
            assertThat(accepted).isEqualTo(5);
            assertThat(after.json().path("signaturesCollected").asInt()).isEqualTo(5);
            assertThat(events(treasury, proposal, "proposal.finalized")).isEqualTo(1);
        }
    }

    @Test
    void countsTheSameFileOnceWhenItComesTwiceAtOnce() throws Exception {
        Treasury treasury = Treasury.twoOfThree();
        String proposal = treasury.proposed();
        byte[] file = treasury.signed(0, proposal);

        List<Reply> replies = atOnce(IntStream.range(0, 4)
                .mapToObj(i -> (Callable<Reply>) () -> treasury.contribute(0, proposal, file))
                .toList());

        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(3);
        assertThat(events(treasury, proposal, "proposal.signed")).isEqualTo(1);
    }

    @Test
    void givesTwoHundredAddressesToTwoHundredRequests() throws Exception {
        Treasury treasury = Treasury.twoOfThree();
        List<Callable<Reply>> requests = IntStream.range(0, 200)
                .mapToObj(i -> (Callable<Reply>) () ->
                        treasury.person(i % 3).post("/v1/wallets/%s/addresses".formatted(treasury.id()), Map.of()))
                .toList();

        Set<String> addresses = new HashSet<>();
        for (Reply reply : atOnce(requests)) {
            addresses.add(ok(201, reply).get("address"));
        }

        assertThat(addresses).hasSize(200);
    }

    private static long events(Treasury treasury, String proposal, String type) {
        // Entries are numbered a moment after their commit.
        for (int i = 0; i < 20; i++) {
            long count = count(treasury, proposal, type);
            if (count > 0) {
                return count;
            }
        }
        return 0;
    }

    private static long count(Treasury treasury, String proposal, String type) {
        long count = 0;
        for (var event : ok(
                        200,
                        treasury.owner().get("/v1/wallets/%s/events?limit=500&types=%s".formatted(treasury.id(), type)))
                .json()
                .path("items")) {
            count += event.path("proposalId").asText().equals(proposal) ? 1 : 0;
        }
        return count;
    }

    private static List<Reply> atOnce(List<Callable<Reply>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(32, calls.size()));
        try {
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> reply : threads.invokeAll(calls)) {
                replies.add(reply.get());
            }
            return replies;
        } finally {
            threads.shutdown();
        }
    }
}
