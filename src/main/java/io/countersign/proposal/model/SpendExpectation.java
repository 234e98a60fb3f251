package io.countersign.proposal.model;

import io.countersign.crypto.descriptor.DerivedKey;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedKey;
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
            inputs.add(input(coin.output(), descriptor.derive(coin.branch(), coin.index())));
        }
        Set<PublicKey> others = new HashSet<>();
        for (PaidOutput output : facts.outputs()) {
            if (output.isOwn()) {
                descriptor.derive(output.branch(), output.index()).keys().forEach(key -> others.add(key.key()));
            }
        }
        return new ExpectedSpend(facts.unsigned(), inputs, others);
    }

    private static ExpectedInput input(TxOutput coin, DerivedScript derived) {
        List<ExpectedKey> keys =
                derived.keys().stream().map(SpendExpectation::key).toList();
        return ExpectedInput.of(
                coin,
                derived.redeemScript().orElse(null),
                derived.witnessScript().orElse(null),
                derived.paths().get(0).path().threshold(),
                keys);
    }

    private static ExpectedKey key(DerivedKey key) {
        return new ExpectedKey(key.position(), key.key());
    }
}
