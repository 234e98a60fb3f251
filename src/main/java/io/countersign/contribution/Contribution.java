package io.countersign.contribution;

import io.countersign.kernel.Entry;
import io.countersign.proposal.model.Part;
import io.countersign.proposal.model.Proposal;
import java.util.List;

/**
 * What became of a signed PSBT: the parts that count from now on, how many were known, those for other spend paths, and the entry that
 * tells of it.
 */
public record Contribution(Proposal proposal, List<Part> accepted, int alreadyKnown, List<Part> ignored, Entry entry) {

    public Contribution {
        accepted = List.copyOf(accepted);
        ignored = List.copyOf(ignored);
    }
}
