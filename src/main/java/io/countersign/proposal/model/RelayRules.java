package io.countersign.proposal.model;

import io.countersign.crypto.finalize.SizeEstimate;
import io.countersign.crypto.finalize.Standardness;
import io.countersign.crypto.finalize.Standardness.Objection;
import io.countersign.crypto.verify.ExpectedSpend;

/** What the network would not relay is refused before anyone signs it: a signed transaction that can't be sent is stranded. */
final class RelayRules {

    private RelayRules() {}

    /** The worst-case virtual size in vB of a spend that is relayed; refused otherwise. */
    static int require(ExpectedSpend spend, ChainFacts chain) {
        Standardness.find(spend, chain.ages(), chain.next()).ifPresent(RelayRules::refuse);
        return SizeEstimate.virtualSize(spend);
    }

    private static void refuse(Objection objection) {
        ProposalRefusal reason =
                switch (objection.kind()) {
                    case NOT_STANDARD -> ProposalRefusal.TRANSACTION_NOT_STANDARD;
                    case DUST -> ProposalRefusal.DUST_OUTPUT;
                    case NOT_FINAL -> ProposalRefusal.TRANSACTION_NOT_FINAL;
                };
        throw reason.refuse(objection.detail());
    }
}
