package io.countersign.proposal.http;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.platform.http.HttpRefusal;
import io.countersign.proposal.model.ProposalRefusal;

/** Takes the bytes of PSBTs out of bodies; they are read off the event loop. */
public final class PsbtBody {

    private PsbtBody() {}

    /** Reads base64, blanks around it taken off; 400 {@code malformed-psbt} otherwise. */
    public static Bytes ofText(String base64) {
        try {
            return of(Base64Text.decode(base64.strip()));
        } catch (MalformedException e) {
            throw ProposalRefusal.MALFORMED_PSBT.refuse(e.getMessage());
        }
    }

    /** 413 for more than a PSBT may have. */
    public static Bytes of(Bytes bytes) {
        if (bytes.size() > PsbtReader.MAX_SIZE) {
            throw HttpRefusal.BODY_TOO_LARGE.refuse("A PSBT has at most %d bytes.".formatted(PsbtReader.MAX_SIZE));
        }
        return bytes;
    }
}
