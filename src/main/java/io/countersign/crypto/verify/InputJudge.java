package io.countersign.crypto.verify;

import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_FOR_INPUT;
import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_IN_WALLET;
import static io.countersign.crypto.verify.ViolationReason.SIGHASH_MISMATCH;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_ENCODING;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_INVALID;
import static io.countersign.crypto.verify.ViolationReason.WRONG_SPEND_PATH;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.verify.OfferedSignature.Maker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges all signatures that an upload offers for one input. */
final class InputJudge {

    private final int index;
    private final ExpectedInput expected;
    private final Set<Bytes> walletKeys;
    private final PsbtInput offered;
    private final SpendSighashes sighashes;

    private final List<VerifiedSignature> right = new ArrayList<>();
    private final List<VerifiedSignature> ofOtherPaths = new ArrayList<>();
    private final List<Violation> wrong = new ArrayList<>();

    InputJudge(int index, ExpectedInput expected, Set<Bytes> walletKeys, PsbtInput offered, SpendSighashes sighashes) {
        this.index = index;
        this.expected = expected;
        this.walletKeys = walletKeys;
        this.offered = offered;
        this.sighashes = sighashes;
    }

    void judge() {
        OfferedSignatures.inFields(expected, offered).forEach(this::judge);
        if (offered.isFinal()) {
            OfferedSignatures.inFinalScripts(expected, offered)
                    .ifPresentOrElse(
                            signatures -> signatures.forEach(this::judge),
                            () -> refuse(
                                    null,
                                    WRONG_SPEND_PATH,
                                    """
                                    The final scripts are not those of this wallet: %d signatures and the script of the spend path \
                                    %s are expected."""
                                            .formatted(
                                                    expected.threshold(),
                                                    expected.path().id())));
        }
    }

    /** Those that count. */
    List<VerifiedSignature> right() {
        return right;
    }

    /** Those that are right and of no use here. */
    List<VerifiedSignature> ofOtherPaths() {
        return ofOtherPaths;
    }

    List<Violation> wrong() {
        return wrong;
    }

    private void judge(OfferedSignature signature) {
        if (signature.makers().isEmpty()) {
            refuseStranger(signature.key());
            return;
        }
        parse(signature).ifPresent(typed -> signature.makers().stream()
                .filter(maker -> isBy(maker, typed))
                .findFirst()
                .ifPresentOrElse(
                        maker -> accept(maker, typed),
                        () -> refuse(
                                named(signature),
                                SIGNATURE_INVALID,
                                "The signature is not that of a key at its place over this transaction and coin.")));
    }

    /** The signature where its form, type and S are right; else it is refused. */
    private Optional<TypedSignature> parse(OfferedSignature signature) {
        TypedSignature typed;
        try {
            typed = TypedSignature.parse(signature.signature(), expected.kind());
        } catch (MalformedException e) {
            refuse(named(signature), SIGNATURE_ENCODING, e.getMessage());
            return Optional.empty();
        }
        Optional<TypedSignature.Fault> fault = typed.fault().or(() -> contradiction(typed));
        fault.ifPresent(found -> refuse(named(signature), found.reason(), found.sentence()));
        return fault.isEmpty() ? Optional.of(typed) : Optional.empty();
    }

    /** The field must say what the signature says; of 64 bytes of Schnorr that is 0. */
    private Optional<TypedSignature.Fault> contradiction(TypedSignature typed) {
        Optional<SighashType> field = offered.sighashType();
        return field.isEmpty() || field.get().equals(typed.type())
                ? Optional.empty()
                : Optional.of(new TypedSignature.Fault(
                        SIGHASH_MISMATCH,
                        "PSBT_IN_SIGHASH_TYPE is %s, but the signature's type is %s."
                                .formatted(field.get(), typed.type())));
    }

    private boolean isBy(Maker maker, TypedSignature typed) {
        return typed.isBy(signingKey(maker), sighashes.of(index, maker.path(), typed.type()));
    }

    /** On the key path the output key signs, which is the cosigner's key tweaked (BIP341). */
    private PublicKey signingKey(Maker maker) {
        boolean isKeyPath = expected.kind().isTaproot() && maker.path().leaf().isEmpty();
        return isKeyPath ? expected.outputKey().even() : maker.key().key();
    }

    private void accept(Maker maker, TypedSignature typed) {
        Bytes32 sighash = sighashes.of(index, maker.path(), typed.type());
        boolean counts = maker.path().equals(expected.path());
        (counts ? right : ofOtherPaths)
                .add(new VerifiedSignature(
                        index,
                        expected.slot(maker.key().key()),
                        maker.key().position(),
                        maker.path().id(),
                        typed.bytes(),
                        sighash,
                        typed.r()));
    }

    /** The key as the upload names it; a key path signature's is the one that can have made it. */
    private @Nullable Bytes named(OfferedSignature signature) {
        boolean isAlone = signature.key() == null && signature.makers().size() == 1;
        return isAlone ? expected.slot(signature.makers().get(0).key().key()) : signature.key();
    }

    private void refuseStranger(@Nullable Bytes key) {
        if (key == null) {
            refuse(null, WRONG_SPEND_PATH, "Nobody signs singly for the key path of this coin.");
        } else if (walletKeys.contains(key)) {
            refuse(key, KEY_NOT_FOR_INPUT, "The key belongs to this wallet, but not to the script that it signs for.");
        } else {
            refuse(key, KEY_NOT_IN_WALLET, "The key does not belong to this wallet.");
        }
    }

    private void refuse(@Nullable Bytes key, ViolationReason reason, String detail) {
        wrong.add(new Violation(index, key, reason, detail));
    }
}
