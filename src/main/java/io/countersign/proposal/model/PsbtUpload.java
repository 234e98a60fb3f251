package io.countersign.proposal.model;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import java.util.Set;

/** Reads PSBTs that clients hand in, of version 0 or 2. What comes out has one transaction, whose lock time is worked out. */
public final class PsbtUpload {

    private PsbtUpload() {}

    /**
     * 400 {@code malformed-psbt} for anything but one PSBT of one transaction.
     *
     * @param points public keys that need no look at the curve, being derived
     */
    public static Psbt read(Bytes bytes, Set<Bytes> points) {
        try {
            Psbt psbt = PsbtReader.read(bytes, points);
            psbt.unsignedTransaction();
            return psbt;
        } catch (MalformedException e) {
            throw ProposalRefusal.MALFORMED_PSBT.refuse(e.getMessage());
        }
    }

    /** The same for a PSBT that is to become a proposal: it must be a payment, and fixed. */
    public static PsbtV0 readProposed(Bytes bytes) {
        Psbt psbt = read(bytes, Set.of());
        if (psbt.isMessage()) {
            throw ProposalRefusal.PSBT_IS_MESSAGE.refuse(
                    "The PSBT is a message to be signed (BIP322, global field 09), not a payment.");
        }
        if (psbt.isModifiable()) {
            throw ProposalRefusal.PSBT_MODIFIABLE.refuse(
                    "PSBT_GLOBAL_TX_MODIFIABLE must be 0 or absent: what is proposed no longer changes.");
        }
        return psbt.toV0();
    }
}
