package io.countersign.proposal.model;

import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the signatures of a proposal must commit to, from its facts and the wallet's descriptor alone. */
public final class SpendExpectation {

    private SpendExpectation() {}

    public static ExpectedSpend of(ProposalFacts facts, Descriptor descriptor) {
        List<ExpectedInput> inputs = new ArrayList<>();
        for (SpentCoin coin : facts.inputs()) {
            inputs.add(
                    ExpectedInput.of(coin.output(), descriptor.derive(coin.branch(), coin.index()), facts.spendPath()));
        }
        Set<PublicKey> others = new HashSet<>();
        for (PaidOutput output : facts.outputs()) {
            if (output.isOwn()) {
                descriptor.derive(output.branch(), output.index()).keys().forEach(key -> others.add(key.key()));
            }
        }
        return new ExpectedSpend(facts.unsigned(), inputs, others);
    }
}
