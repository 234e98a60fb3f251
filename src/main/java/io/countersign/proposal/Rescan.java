package io.countersign.proposal;

import io.countersign.kernel.RepairCommand;
import io.countersign.proposal.store.RescanStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks for every final transaction on the chain anew: after a node was replaced, or a long reorg. */
@ApplicationScoped
public class Rescan {

    private final RescanStore store;

    Rescan(RescanStore store) {
        this.store = store;
    }

    /** Makes the jobs due, within the current transaction; the number of transactions that they look for. */
    @RepairCommand
    public Uni<Integer> begin() {
        return store.followAll(ProposalService.BROADCAST_JOB);
    }
}
