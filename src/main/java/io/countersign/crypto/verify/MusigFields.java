package io.countersign.crypto.verify;

import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_FOR_INPUT;
import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_IN_WALLET;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_ENCODING;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.crypto.psbt.Psbt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The MuSig2 fields of an upload (BIP373), sorted: what is for the spend, what is for another path of it, and what is for nothing that the
 * wallet knows or is malformed. Nothing is right yet.
 */
public final class MusigFields {

    private final MusigSpend spend;
    private final List<OfferedNonce> nonces = new ArrayList<>();
    private final List<OfferedPartialSignature> partials = new ArrayList<>();
    private final List<IgnoredField> ignored = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    private MusigFields(MusigSpend spend) {
        this.spend = spend;
    }

    /** @param signed of the same transaction as {@code spend} */
    public static MusigFields read(MusigSpend spend, Psbt signed) {
        MusigFields fields = new MusigFields(spend);
        if (spend.keys().isEmpty() && spend.otherPaths().isEmpty()) {
            // Of no use to a wallet without aggregate keys, like all else that an upload may hold.
            return fields;
        }
        for (int i = 0; i < signed.inputs().size(); i++) {
            int index = i;
            signed.inputs().get(i).musigPublicNonces().forEach(nonce -> fields.readNonce(index, nonce));
            signed.inputs().get(i).musigPartialSignatures().forEach(partial -> fields.readPartial(index, partial));
        }
        return fields;
    }

    public List<OfferedNonce> nonces() {
        return List.copyOf(nonces);
    }

    public List<OfferedPartialSignature> partials() {
        return List.copyOf(partials);
    }

    /** Fields of the wallet's cosigners for another spend path. */
    public List<IgnoredField> ignored() {
        return List.copyOf(ignored);
    }

    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** True where a nonce or a partial signature is for the spend's own path. */
    public boolean hasAnyForThePath() {
        return !nonces.isEmpty() || !partials.isEmpty();
    }

    /** What is to be said of the fields for other paths, where there are none for the spend's own. */
    public List<Violation> missed() {
        return hasAnyForThePath()
                ? List.of()
                : ignored.stream()
                        .map(field -> new Violation(
                                field.place().inputIndex(),
                                field.place().slot().participant(),
                                ViolationReason.WRONG_SPEND_PATH,
                                "The nonce or partial signature is for another spend path than the proposal's."))
                        .toList();
    }

    /** How many fields there are, of any use or none. */
    public int offered() {
        return nonces.size() + partials.size() + ignored.size() + violations.size();
    }

    private void readNonce(int inputIndex, MusigPublicNonce field) {
        MusigPlace place = new MusigPlace(inputIndex, field.slot());
        participant(place, false).ifPresent(participant -> {
            try {
                nonces.add(new OfferedNonce(place, participant.position(), MusigNonce.parse(field.nonce())));
            } catch (MalformedException e) {
                refuse(place, SIGNATURE_ENCODING, e.getMessage());
            }
        });
    }

    private void readPartial(int inputIndex, io.countersign.crypto.psbt.MusigPartialSignature field) {
        MusigPlace place = new MusigPlace(inputIndex, field.slot());
        participant(place, true).ifPresent(participant -> {
            try {
                partials.add(new OfferedPartialSignature(
                        place, participant.position(), new MusigPartialSignature(field.signature())));
            } catch (MalformedException e) {
                refuse(place, SIGNATURE_ENCODING, e.getMessage());
            }
        });
    }

    private Optional<ExpectedKey> participant(MusigPlace place, boolean isPartial) {
        Optional<ExpectedKey> found = spend.find(place)
                .flatMap(key -> key.findParticipant(place.slot().participant()));
        if (found.isEmpty()) {
            leaveOut(place, isPartial);
        }
        return found;
    }

    private void leaveOut(MusigPlace place, boolean isPartial) {
        Integer position = spend.otherPaths().get(place);
        if (position != null) {
            ignored.add(new IgnoredField(place, position, isPartial));
        } else if (spend.walletKeys().contains(place.slot().participant())) {
            refuse(
                    place,
                    KEY_NOT_FOR_INPUT,
                    "The participant belongs to this wallet, but the aggregate key or leaf is none of this input's.");
        } else {
            refuse(place, KEY_NOT_IN_WALLET, "The participant does not belong to this wallet.");
        }
    }

    private void refuse(MusigPlace place, ViolationReason reason, String detail) {
        violations.add(new Violation(place.inputIndex(), place.slot().participant(), reason, detail));
    }

    /** A field that was left out. */
    public record IgnoredField(MusigPlace place, int keyPosition, boolean isPartialSignature) {}
}
