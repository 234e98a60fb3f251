package io.countersign.webhook;

import io.countersign.kernel.DeliveryId;
import io.countersign.kernel.RepairCommand;
import io.countersign.webhook.store.WebhookRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What an operator may set right of deliveries: have one sent again. */
@ApplicationScoped
public class DeliveryRepairs {

    private final WebhookRepository repository;

    DeliveryRepairs(WebhookRepository repository) {
        this.repository = repository;
    }

    /** Within the transaction under way: whether there is such a delivery of a webhook that is not disabled; it is due now. */
    @RepairCommand
    public Uni<Boolean> sendAgain(DeliveryId id) {
        return repository.sendAgain(id);
    }
}
