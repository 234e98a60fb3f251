package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.psbt.PsbtEntry;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtOutput;
import io.countersign.crypto.psbt.TapLeafScript;
import java.util.List;
import java.util.Optional;

/** What an upload says of the scripts of its inputs and outputs, where it says anything: it must be what the descriptor derives. */
final class ClaimedScripts {

    private ClaimedScripts() {}

    static void require(String place, PsbtInput input, DerivedScript derived) {
        requireEntry(place, input, derived);
        PsbtInput right = ScriptFields.on(PsbtInput.EMPTY, derived);
        requireSame(place, input.tapMerkleRoot(), right.tapMerkleRoot());
        List<TapLeafScript> leaves = right.tapLeafScripts();
        if (!leaves.containsAll(input.tapLeafScripts())) {
            throw contradiction(place);
        }
    }

    static void require(String place, PsbtOutput output, DerivedScript derived) {
        requireEntry(place, output, derived);
        requireSame(
                place,
                output.tapTree(),
                ScriptFields.on(PsbtOutput.EMPTY, derived).tapTree());
    }

    private static void requireEntry(String place, PsbtEntry<?> entry, DerivedScript derived) {
        requireSame(place, entry.redeemScript(), derived.redeemScript());
        requireSame(place, entry.witnessScript(), derived.witnessScript());
        Optional<Bytes> internalKey =
                derived.taproot().map(output -> output.internalKey().bytes());
        requireSame(place, entry.tapInternalKey().map(key -> key.bytes()), internalKey);
    }

    private static void requireSame(String place, Optional<?> claimed, Optional<?> derived) {
        if (claimed.isPresent() && !claimed.equals(derived)) {
            throw contradiction(place);
        }
    }

    private static RuntimeException contradiction(String place) {
        return ProposalRefusal.KEY_FIELDS_CONTRADICT.refuse(
                "The redeem, witness or taproot scripts of %s are not those that the wallet's descriptor derives."
                        .formatted(place));
    }
}
