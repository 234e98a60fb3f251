package io.countersign.operator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.Reply;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The metrics are the operators', unless a setting opens them; health and the interface's description are anyone's. */
@QuarkusTest
class MetricsApiTest {

    private static final Pattern DETAILS = Pattern.compile("tpub|bcrt1|wsh\\(");

    @Test
    void keepsMetricsForOperators() {
        Api.here().get("/q/metrics").refused(401, "unauthenticated");
        Accounts.of("Mallory").api().get("/q/metrics").refused(403, "forbidden");
        Api.here().get("/q/health/ready").expect(200);
        Api.here().get("/q/openapi").expect(200);
    }

    @Test
    void showsTheOverviewAsGauges() {
        Reply metrics = Accounts.olga().api().get("/q/metrics").expect(200);

        assertThat(metrics.text())
                .contains(
                        "countersign_proposal_signatures_awaited",
                        "countersign_job_overdue_seconds",
                        "countersign_journal_entries",
                        "countersign_journal_queued_entries",
                        "countersign_chain_up 1.0",
                        "countersign_chain_height_blocks",
                        "countersign_chain_lag_seconds");
        assertThat(DETAILS.matcher(metrics.text()).find()).isFalse();
    }
}
