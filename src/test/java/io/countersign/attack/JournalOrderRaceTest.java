package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.testing.AtOnce;
import io.countersign.testing.JournalRows;
import io.countersign.testing.Reply;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threat C11: a follower of the journal misses nothing, however late it commits, and waits for nobody. */
@QuarkusTest
class JournalOrderRaceTest {

    /** An entry of the wallet as a transaction of another copy of the server leaves it, with an id before all that follow. */
    private static final String LATE_ENTRY =
            """
            WITH entry AS (
                INSERT INTO journal (id, entry_hash, type, wallet_id, leaf)
                SELECT '00000000-0000-7000-8000-000000000001'::uuid, sha256('\\x00'::bytea || first.leaf),
                       first.type, first.wallet_id, first.leaf
                  FROM (SELECT type, wallet_id,
                               convert_to(replace(convert_from(leaf, 'UTF8'), id::text, '00000000-0000-7000-8000-000000000001'), 'UTF8') AS leaf
                          FROM journal
                         WHERE wallet_id = ?::uuid
                           AND type = 'wallet.created') first
                RETURNING id
            )
            INSERT INTO journal_queue (entry_id) SELECT id FROM entry
            """;

    private TestWallet wallet;

    @BeforeEach
    void make() {
        wallet = TestWallet.make("wsh", 2, TestWallet.people("Alice", "Bob", "Carol"), TestWallet.signers(3));
    }

    @Test
    void skipsNoEntryThatCommitsLateHoweverFarAFollowerHasRead() throws SQLException {
        long before = last(wallet.events());
        try (Connection open = holdingLateEntry()) {
            wallet.issueAddress();
            wallet.issueAddress();
            List<JsonNode> read = followUntil(before, 2);

            open.commit();

            List<JsonNode> late = follow(last(read));
            assertThat(late).hasSize(1);
            assertThat(late.get(0).get("sequence").asLong()).isGreaterThan(last(read));
            assertThat(late.get(0).get("type").asText()).isEqualTo("wallet.created");
            List<JsonNode> again = followUntil(before, 3);
            read.addAll(late);
            assertThat(again).isEqualTo(read);
        }
    }

    @Test
    void delaysNobodyByATransactionThatStaysOpen() throws SQLException {
        long before = last(wallet.events());
        try (Connection open = holdingLateEntry()) {
            long read = before;
            for (int i = 0; i < 5; i++) {
                wallet.issueAddress();
                // The wait of the page is 10 s: an event that was held up would not be there.
                List<JsonNode> next = follow(read);
                assertThat(next).extracting(event -> event.get("type").asText()).containsExactly("address.issued");
                read = last(next);
            }
            open.rollback();
            assertThat(wallet.events().stream()
                            .filter(event -> event.get("sequence").asLong() > before))
                    .as("what was rolled back was never there")
                    .hasSize(5);
        }
    }

    /** A transaction that has written its entry, and is held open by hand. */
    private Connection holdingLateEntry() throws SQLException {
        Connection open = JournalRows.connect();
        open.setAutoCommit(false);
        try (var insert = open.prepareStatement(LATE_ENTRY)) {
            insert.setString(1, wallet.id());
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        return open;
    }

    @Test
    void showsEveryEntryOfManyWritersToAFollowerOnce() throws Exception {
        long before = last(wallet.events());
        int writers = 16;
        int each = 5;
        ExecutorService follower = Executors.newSingleThreadExecutor();
        try {
            Future<List<JsonNode>> followed = follower.submit(() -> followUntil(before, writers * each));

            AtOnce.times(writers, i -> {
                for (int n = 0; n < each; n++) {
                    wallet.seat(i % 3)
                            .api()
                            .post(wallet.path("/addresses"), Map.of("label", "x"))
                            .expect(201);
                }
                return i;
            });

            List<JsonNode> events = followed.get();
            assertThat(events).hasSize(writers * each);
            assertThat(events).extracting(event -> event.get("id").asText()).doesNotHaveDuplicates();
            assertThat(events)
                    .extracting(event -> event.get("sequence").asLong())
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(wallet.events().stream()
                            .filter(event -> event.get("sequence").asLong() > before))
                    .hasSize(writers * each);
        } finally {
            follower.shutdownNow();
        }
    }

    /** The next events after a sequence, waiting for them as long as a client would. */
    private List<JsonNode> follow(long after) {
        Reply page = wallet.owning()
                .get(wallet.path("/events?limit=500&wait=10&after=" + after))
                .expect(200);
        List<JsonNode> events = new ArrayList<>();
        page.json().get("items").forEach(events::add);
        return events;
    }

    private List<JsonNode> followUntil(long after, int count) {
        List<JsonNode> all = new ArrayList<>();
        long cursor = after;
        while (all.size() < count) {
            List<JsonNode> next = follow(cursor);
            assertThat(next).as("after %d of %d", all.size(), count).isNotEmpty();
            all.addAll(next);
            cursor = last(next);
        }
        return all;
    }

    private static long last(List<JsonNode> events) {
        return events.get(events.size() - 1).get("sequence").asLong();
    }
}
