package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.verify.ExpectedMusig;
import io.countersign.crypto.verify.MusigPlace;
import io.countersign.crypto.verify.MusigSpend;
import io.countersign.kernel.KeyId;
import java.util.ArrayList;
import java.util.List;

/**
 * A place of a proposal that a cosigner must fill in every signing session, first with a nonce and then with a partial signature. Frozen
 * with the proposal; {@code number} counts them from 0.
 *
 * @param scriptKey the aggregate key as it stands in the script, 32 bytes: what a whole signature is known by
 */
public record MusigSeat(int number, MusigPlace place, Bytes scriptKey, KeyId keyId) {

    /** @param keyIds of the cosigners by their positions in the wallet */
    static List<MusigSeat> all(MusigSpend spend, List<KeyId> keyIds) {
        List<MusigSeat> seats = new ArrayList<>();
        for (ExpectedMusig key : spend.keys()) {
            for (int i = 0; i < key.participants().size(); i++) {
                KeyId keyId = keyIds.get(key.participants().get(i).position());
                seats.add(new MusigSeat(
                        seats.size(), key.places().get(i), key.scriptKey().bytes(), keyId));
            }
        }
        return seats;
    }

    public int inputIndex() {
        return place.inputIndex();
    }
}
