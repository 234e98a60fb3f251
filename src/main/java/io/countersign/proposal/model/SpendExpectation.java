package io.countersign.proposal.model;

import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.MusigSpend;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the signatures of a proposal must commit to, from its facts and the wallet's descriptor alone. */
public final class SpendExpectation {

    private SpendExpectation() {}

    public static ExpectedSpend of(ProposalFacts facts, Descriptor descriptor) {
        List<ExpectedInput> inputs = new ArrayList<>();
        List<DerivedScript> scripts = new ArrayList<>();
        for (SpentCoin coin : facts.inputs()) {
            DerivedScript script = descriptor.derive(coin.branch(), coin.index());
            scripts.add(script);
            inputs.add(ExpectedInput.of(coin.output(), script, facts.spendPath()));
        }
        Set<PublicKey> others = new HashSet<>();
        for (PaidOutput output : facts.outputs()) {
            if (output.isOwn()) {
                descriptor.derive(output.branch(), output.index()).keys().forEach(key -> others.add(key.key()));
            }
        }
        List<TxOutput> coins = facts.inputs().stream().map(SpentCoin::output).toList();
        MusigSpend musig = MusigSpend.of(facts.unsigned(), coins, scripts, facts.spendPath());
        return new ExpectedSpend(facts.unsigned(), inputs, others, musig);
    }
}
