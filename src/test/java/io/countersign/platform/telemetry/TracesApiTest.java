package io.countersign.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.OpenServer;
import io.countersign.testing.Spend;
import io.countersign.testing.TestProposal;
import io.countersign.testing.TestWallet;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is told to trace. */
@QuarkusTest
@TestProfile(OpenServer.Profile.class)
class TracesApiTest {

    /** A PSBT, an address, an extended key: nothing of the like belongs into a span. */
    private static final Pattern PRIVATE = Pattern.compile("cHNidP|bcrt1|tpub|wsh\\(");

    @Inject
    InMemorySpanExporter spans;

    @BeforeEach
    void forgetOtherSpans() {
        spans.reset();
    }

    @Test
    void followsAContributionFromItsRequestToTheCommitAndTheBroadcast() throws InterruptedException {
        TestWallet wallet = TestWallet.make("wsh", 2, TestWallet.people("Tracy", "Terry"), TestWallet.signers(2));
        TestProposal proposal = Spend.of(wallet, wallet.fund(400_000)).proposed();
        proposal.signBy(0).expect(201);
        proposal.signBy(1).expect(201);
        proposal.await("broadcast", "confirmed");

        List<SpanData> trace = traceOf("job broadcast");

        assertThat(trace).extracting(SpanData::getName).contains("verify signatures", "count signatures");
        assertThat(trace).anySatisfy(span -> assertThat(span.getName())
                .isEqualTo("POST /v1/proposals/{proposalId}/contributions"));
        SpanData counted = only(trace, "INSERT signature");
        SpanData committed = trace.stream()
                .filter(span -> span.getName().equals("transaction until its commit"))
                .filter(span -> span.getStartEpochNanos() <= counted.getStartEpochNanos())
                .max(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .orElseThrow();
        assertThat(committed.getEndEpochNanos()).isGreaterThan(counted.getEndEpochNanos());
        assertThat(only(trace, "job broadcast").getStartEpochNanos()).isGreaterThan(committed.getEndEpochNanos());
        assertThat(spans.getFinishedSpanItems().toString()).doesNotContainPattern(PRIVATE);
    }

    private static SpanData only(List<SpanData> trace, String name) {
        return trace.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The trace with a span of that name that also has a request, once it is there. */
    private List<SpanData> traceOf(String name) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (Instant.now().isBefore(end)) {
            List<SpanData> all = spans.getFinishedSpanItems();
            for (SpanData span : all) {
                List<SpanData> trace = all.stream()
                        .filter(other -> other.getTraceId().equals(span.getTraceId()))
                        .toList();
                if (span.getName().equals(name)
                        && trace.stream().anyMatch(other -> other.getName().equals("verify signatures"))) {
                    return trace;
                }
            }
            Thread.sleep(200);
        }
        throw new AssertionError("no trace with " + name + " among "
                + spans.getFinishedSpanItems().stream()
                        .map(SpanData::getName)
                        .distinct()
                        .toList());
    }
}
