package io.countersign.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Coin;
import io.countersign.testing.OpenServer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestWallet;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often a request asks the database: not more often the more there is to answer. Counted by the spans of a traced server. */
@QuarkusTest
@TestProfile(OpenServer.Profile.class)
class StatementsApiTest {

    private static final int MANY = 4;

    private static TestWallet wallet;

    @Inject
    InMemorySpanExporter spans;

    @BeforeAll
    static void makeTwoWallets() {
        wallet = made();
        wallet = made();
    }

    private static TestWallet made() {
        return TestWallet.make("wsh", 2, TestWallet.people("Tracy", "Terry"), TestWallet.signers(2));
    }

    @Test
    void listsManyProposalsByAsManyStatementsAsOne() {
        IntStream.range(0, MANY).forEach(i -> Spend.of(wallet, wallet.fund(400_000))
                .proposed()
                .signBy(0)
                .expect(201));

        assertThat(ofProposals(MANY)).isNotEmpty().isEqualTo(ofProposals(1));
    }

    @Test
    void listsManyWalletsByAsManyStatementsAsOne() {
        assertThat(ofWallets(2)).isNotEmpty().isEqualTo(ofWallets(1));
    }

    @Test
    void proposesManyCoinsByAsManyStatementsAsOne() {
        assertThat(ofProposing(MANY)).isNotEmpty().isEqualTo(ofProposing(1));
    }

    private List<String> ofProposals(int count) {
        String path = wallet.path("/proposals?limit=" + count);
        return fewest(() -> selects("GET /v1/wallets/{walletId}/proposals", () -> list(path, count)));
    }

    private List<String> ofWallets(int count) {
        return fewest(() -> selects("GET /v1/wallets", () -> list("/v1/wallets?limit=" + count, count)));
    }

    private List<String> ofProposing(int coins) {
        return fewest(() -> {
            Coin[] paid = IntStream.range(0, coins)
                    .mapToObj(i -> wallet.fund(100_000))
                    .toArray(Coin[]::new);
            return selects("POST /v1/wallets/{walletId}/proposals", () -> Spend.of(wallet, paid)
                    .proposed());
        });
    }

    private void list(String path, int expected) {
        assertThat(wallet.owning().get(path).expect(200).json().get("items")).hasSize(expected);
    }

    /** Of the second and third time: what is kept for some seconds, or was never read before, is read again now and then. */
    private static List<String> fewest(Supplier<List<String>> counted) {
        return Stream.of(counted.get(), counted.get(), counted.get())
                .skip(1)
                .min(Comparator.comparing(List::size))
                .orElseThrow();
    }

    /** The SELECTs of the request that is called so in the traces, in order. */
    private List<String> selects(String request, Runnable call) {
        spans.reset();
        call.run();
        for (int looks = 0; looks < 200; looks++) {
            List<SpanData> all = spans.getFinishedSpanItems();
            for (SpanData span : all) {
                if (span.getKind() == SpanKind.SERVER && span.getName().equals(request)) {
                    return selectsOf(span.getTraceId(), all);
                }
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("no trace of " + request + " in " + spans.getFinishedSpanItems());
    }

    private static List<String> selectsOf(String trace, List<SpanData> all) {
        return all.stream()
                .filter(span -> span.getTraceId().equals(trace))
                .map(SpanData::getName)
                .filter(name -> name.startsWith("SELECT"))
                .toList();
    }
}
