package io.countersign.chain;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Shows the chain's state. Wellness, not readiness: without a chain the server still takes signatures, and must not be cut off. */
@Wellness
@ApplicationScoped
public class ChainHealth implements AsyncHealthCheck {

    private final ChainBackend chain;

    ChainHealth(ChainBackend chain) {
        this.chain = chain;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return chain.tip().map(this::up).onFailure().recoverWithItem(this::down);
    }

    private HealthCheckResponse up(ChainTip tip) {
        return answer().withData("height", tip.height())
                .withData("hash", tip.hash().toHex())
                .up()
                .build();
    }

    private HealthCheckResponse down(Throwable cause) {
        return answer().withData("reason", String.valueOf(cause.getMessage()))
                .down()
                .build();
    }

    private HealthCheckResponseBuilder answer() {
        return HealthCheckResponse.named("chain")
                .withData("backend", chain.name())
                .withData("network", chain.network().word());
    }
}
