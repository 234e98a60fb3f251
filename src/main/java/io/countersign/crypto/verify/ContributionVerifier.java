package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges a signed PSBT against a spend. Of the upload only (input, key, signature) is used: amounts and scripts are the spend's, so
 * whatever else was changed on the way changes nothing. All offenders are named.
 */
public final class ContributionVerifier {

    private final ExpectedSpend spend;
    private final List<VerifiedSignature> right = new ArrayList<>();
    private final List<VerifiedSignature> ofOtherPaths = new ArrayList<>();
    private final List<Violation> wrong = new ArrayList<>();

    private ContributionVerifier(ExpectedSpend spend) {
        this.spend = spend;
    }

    public static Verdict verify(ExpectedSpend spend, Psbt signed) {
        Bytes own = spend.unsigned().serializeWithoutWitness();
        // For version 2 this compares more than BIP370's unique id, which binds no sequence.
        if (!own.equals(signed.unsignedTransaction().serializeWithoutWitness())) {
            return Verdict.otherTransaction();
        }
        return new ContributionVerifier(spend).judge(signed);
    }

    /** True where an input of an upload holds a signature of any kind, finished scripts included. */
    public static boolean bringsSignatures(PsbtInput input) {
        return OfferedSignatures.isAny(input);
    }

    private Verdict judge(Psbt signed) {
        SpendSighashes sighashes = new SpendSighashes(spend);
        Set<Bytes> walletKeys = spend.walletKeys();
        for (int i = 0; i < spend.inputs().size(); i++) {
            PsbtInput input = signed.inputs().get(i);
            if (OfferedSignatures.isAny(input)) {
                judge(new InputJudge(i, spend.inputs().get(i), walletKeys, input, sighashes));
            }
        }
        int offered = right.size() + ofOtherPaths.size() + wrong.size();
        refuseRepeatedNonces();
        wrong.sort(Comparator.comparingInt(Violation::inputIndex));
        List<NonceUse> nonceUses =
                allRight().map(VerifiedSignature::nonceUse).distinct().toList();
        return Verdict.of(
                new VerifiedContribution(firstOfEachKey(), ofOtherPaths, nonceUses), wrong, missed(), offered);
    }

    private void judge(InputJudge judge) {
        judge.judge();
        right.addAll(judge.right());
        ofOtherPaths.addAll(judge.ofOtherPaths());
        wrong.addAll(judge.wrong());
    }

    private Stream<VerifiedSignature> allRight() {
        return Stream.concat(right.stream(), ofOtherPaths.stream());
    }

    /** What to say of signatures for other paths, where nothing in the file is for the spend's own. */
    private List<Violation> missed() {
        return ofOtherPaths.stream().map(this::missed).toList();
    }

    private Violation missed(VerifiedSignature signature) {
        String expected = spend.inputs().get(signature.inputIndex()).path().id();
        return new Violation(
                signature.inputIndex(),
                signature.publicKey(),
                ViolationReason.WRONG_SPEND_PATH,
                "The signature is right for the spend path %s; this spend goes by %s."
                        .formatted(signature.spendPath(), expected));
    }

    /** Two right signatures with one nonce in one file: whoever reads the file can work out the key. */
    private void refuseRepeatedNonces() {
        Map<Bytes32, List<VerifiedSignature>> byNonce = new HashMap<>();
        allRight().forEach(signature -> byNonce.computeIfAbsent(signature.r(), r -> new ArrayList<>())
                .add(signature));
        for (List<VerifiedSignature> sharing : byNonce.values()) {
            NonceUse first = sharing.get(0).nonceUse();
            if (sharing.stream().anyMatch(other -> other.nonceUse().repeats(first))) {
                sharing.forEach(this::refuseNonce);
            }
        }
    }

    private void refuseNonce(VerifiedSignature signature) {
        wrong.add(new Violation(
                signature.inputIndex(),
                signature.publicKey(),
                ViolationReason.NONCE_REUSED,
                "Another signature has the same r, which gives the private key away."));
    }

    /** Signing again gives other bytes legitimately: of each key on each input the first one counts. */
    private List<VerifiedSignature> firstOfEachKey() {
        Map<Slot, VerifiedSignature> first = new LinkedHashMap<>();
        right.forEach(
                signature -> first.putIfAbsent(new Slot(signature.inputIndex(), signature.publicKey()), signature));
        return List.copyOf(first.values());
    }

    /** The place of one cosigner's signature. */
    private record Slot(int inputIndex, Bytes publicKey) {}
}
