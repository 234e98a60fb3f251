package io.countersign.cli.verify;

import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.verify.ContributionVerifier;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedKey;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.Verdict;
import io.countersign.crypto.verify.VerifiedContribution;
import io.countersign.crypto.verify.VerifiedSignature;
import io.countersign.crypto.verify.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every signature in a PSBT, verified against what the spend must be. */
final class SignatureCheck {

    private SignatureCheck() {}

    /** Whether this spend's signatures can be judged here: those of multi-signature scripts behind a hash. */
    static boolean isJudged(ReadSpend spend) {
        return spend.coins().stream()
                .allMatch(coin -> coin.place().taproot().isEmpty()
                        && ScriptTemplate.of(coin.place().multisigScript()) == ScriptTemplate.MULTISIG);
    }

    static ExpectedSpend expected(ReadSpend spend) {
        List<ExpectedInput> inputs =
                spend.coins().stream().map(coin -> input(coin)).toList();
        return new ExpectedSpend(spend.unsigned(), inputs, Set.of());
    }

    /** The right ones; each wrong one is named. */
    static List<VerifiedSignature> run(Report report, ReadSpend spend, Psbt signed) {
        Verdict verdict = ContributionVerifier.verify(expected(spend), signed);
        verdict.violations().forEach(violation -> report.wrong("signatures", words(violation)));
        return right(verdict).map(VerifiedContribution::signatures).orElse(List.of());
    }

    /** The cosigners, by position, who have signed every input. */
    static Set<Integer> whole(ReadSpend spend, List<VerifiedSignature> signatures) {
        Set<Integer> whole = new HashSet<>();
        for (VerifiedSignature signature : signatures) {
            long inputs = signatures.stream()
                    .filter(other -> other.keyPosition() == signature.keyPosition())
                    .map(VerifiedSignature::inputIndex)
                    .distinct()
                    .count();
            if (inputs == spend.coins().size()) {
                whole.add(signature.keyPosition());
            }
        }
        return whole;
    }

    private static Optional<VerifiedContribution> right(Verdict verdict) {
        return verdict.outcome() == Verdict.Outcome.RIGHT
                ? Optional.of(verdict.orElseThrow(
                        IllegalStateException::new, IllegalStateException::new, wrong -> new IllegalStateException()))
                : Optional.empty();
    }

    private static ExpectedInput input(ReadSpend.Coin coin) {
        DerivedScript place = coin.place();
        List<ExpectedKey> keys = place.keys().stream()
                .map(key -> new ExpectedKey(key.position(), key.key()))
                .toList();
        return ExpectedInput.of(
                coin.output(),
                place.redeemScript().orElse(null),
                place.witnessScript().orElse(null),
                place.paths().get(0).path().threshold(),
                keys);
    }

    private static String words(Violation violation) {
        return "A signature of input %d is wrong: %s".formatted(violation.inputIndex(), violation.detail());
    }
}
