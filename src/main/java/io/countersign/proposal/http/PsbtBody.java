package io.countersign.proposal.http;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.proposal.model.ProposalRefusal;

/** Reads PSBTs that clients send. */
public final class PsbtBody {

    private PsbtBody() {}

    /** Reads base64, blanks around it taken off; 400 {@code malformed-psbt} otherwise. */
    public static Psbt ofText(String base64) {
        try {
            return of(Base64Text.decode(base64.strip()));
        } catch (MalformedException e) {
            throw malformed(e);
        }
    }

    public static Psbt of(Bytes bytes) {
        if (bytes.size() > PsbtReader.MAX_SIZE) {
            throw HttpRefusal.BODY_TOO_LARGE.refuse("A PSBT has at most %d bytes.".formatted(PsbtReader.MAX_SIZE));
        }
        Psbt psbt;
        try {
            psbt = PsbtReader.read(bytes);
        } catch (MalformedException e) {
            throw malformed(e);
        }
        if (psbt.version() != 0) {
            throw ProposalRefusal.PSBT_VERSION_UNSUPPORTED.refuse("PSBTs of version 0 are taken.");
        }
        return psbt;
    }

    private static RuntimeException malformed(MalformedException e) {
        return ProposalRefusal.MALFORMED_PSBT.refuse(String.valueOf(e.getMessage()));
    }
}
