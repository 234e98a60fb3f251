package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.MusigParticipants;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.psbt.TapDerivation;
import java.util.List;

/**
 * How large a proposal's PSBT can become: once everybody has signed, in the larger of the two versions. Whoever signs last must still
 * be able to hand it in.
 */
final class ServedSize {

    /** A length byte and a type, the key; a length byte, DER of at most 72 bytes and the hash type. */
    private static final int PARTIAL_SIGNATURE = 1 + 1 + 33 + 1 + 73;
    /** A length byte and a type; a length byte and 65 bytes. */
    private static final int TAP_KEY_SIGNATURE = 1 + 1 + 1 + 65;
    /** The same with an x-only key and the leaf's hash. */
    private static final int TAP_SCRIPT_SIGNATURE = TAP_KEY_SIGNATURE + 32 + 32;
    /** Two keys and the leaf's hash, with a nonce of 66 bytes and with a partial signature of 32. */
    private static final int MUSIG_ROUNDS = 2 * (1 + 1 + 33 + 33 + 32 + 1) + 66 + 32;

    private ServedSize() {}

    /** The PSBT as it is frozen; refused where it may outgrow what is read. */
    static Bytes require(PsbtV0 psbt) {
        int most = most(psbt);
        if (most > PsbtReader.MAX_SIZE) {
            throw ProposalRefusal.PSBT_TOO_LARGE.refuse(
                    "The complete PSBT would have up to %d bytes with all signatures; at most %d can be taken."
                            .formatted(most, PsbtReader.MAX_SIZE));
        }
        return PsbtWriter.write(psbt);
    }

    static int most(PsbtV0 psbt) {
        int signatures = psbt.inputs().stream().mapToInt(ServedSize::signatures).sum();
        int bare = Math.max(
                PsbtWriter.write(psbt).size(), PsbtWriter.write(psbt.toV2()).size());
        return bare + signatures;
    }

    private static int signatures(PsbtInput input) {
        int leaves = input.tapDerivations().stream()
                .map(TapDerivation::leafHashes)
                .mapToInt(List::size)
                .sum();
        int musigSigners = input.musigParticipants().stream()
                .map(MusigParticipants::participants)
                .mapToInt(List::size)
                .sum();
        return input.derivations().size() * PARTIAL_SIGNATURE
                + (input.tapInternalKey().isPresent() ? TAP_KEY_SIGNATURE : 0)
                + leaves * TAP_SCRIPT_SIGNATURE
                + musigSigners * MUSIG_ROUNDS;
    }
}
