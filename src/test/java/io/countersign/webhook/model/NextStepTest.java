package io.countersign.webhook.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.webhook.model.NextStep.Endpoint;
import io.countersign.webhook.model.NextStep.Finding;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NextStepTest {

    private static final Finding FAILED = new Finding(false, false, Optional.empty());
    private static final Finding GONE = new Finding(false, true, Optional.empty());
    private static final Finding TAKEN = new Finding(true, false, Optional.empty());
    private static final Duration DAYS = Duration.ofDays(5);

    @Test
    void triesAgainUntilTheScheduleIsOver() {
        assertThat(after(FAILED, 1, Duration.ZERO).delivery()).isEqualTo(DeliveryState.PENDING);
        assertThat(after(FAILED, 1, Duration.ZERO).delay()).contains(Duration.ofSeconds(5));
        assertThat(after(FAILED, 10, Duration.ZERO).delivery()).isEqualTo(DeliveryState.FAILED);
        assertThat(after(FAILED, 10, Duration.ZERO).endpoint()).isEqualTo(Endpoint.FAILING);
    }

    @Test
    void pausesAnEndpointThatFailedForDaysAndKeepsWhatItWasToBeSent() {
        assertThat(after(FAILED, 1, DAYS.minusMillis(1)).endpoint()).isEqualTo(Endpoint.FAILING);
        assertThat(after(FAILED, 10, DAYS))
                .isEqualTo(new NextStep(DeliveryState.PENDING, Optional.of(Duration.ZERO), Endpoint.TO_PAUSE));
    }

    @Test
    void disablesAnEndpointThatIsGone() {
        assertThat(after(GONE, 1, Duration.ZERO))
                .isEqualTo(new NextStep(DeliveryState.FAILED, Optional.empty(), Endpoint.TO_DISABLE));
    }

    @Test
    void isWellWhenItTakesSomethingHoweverLongItFailed() {
        assertThat(after(TAKEN, 3, DAYS))
                .isEqualTo(new NextStep(DeliveryState.DELIVERED, Optional.empty(), Endpoint.WELL));
    }

    @Test
    void triesATestOnceAndDrawsNoConclusionFromItsFailure() {
        assertThat(NextStep.after(FAILED, 1, DAYS, true, 0.5))
                .isEqualTo(new NextStep(DeliveryState.FAILED, Optional.empty(), Endpoint.UNTOLD));
    }

    private static NextStep after(Finding finding, int tries, Duration failingFor) {
        return NextStep.after(finding, tries, failingFor, false, 0.5);
    }
}
