package io.countersign.crypto.verify;

import static io.countersign.crypto.verify.ViolationReason.HIGH_S;
import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_FOR_INPUT;
import static io.countersign.crypto.verify.ViolationReason.KEY_NOT_IN_WALLET;
import static io.countersign.crypto.verify.ViolationReason.SIGHASH_MISMATCH;
import static io.countersign.crypto.verify.ViolationReason.SIGHASH_NOT_ALLOWED;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_ENCODING;
import static io.countersign.crypto.verify.ViolationReason.SIGNATURE_INVALID;
import static io.countersign.crypto.verify.ViolationReason.WRONG_SPEND_PATH;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.psbt.PartialSignature;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.sighash.SighashType;
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
    private final Bytes32 sighash;

    private final List<VerifiedSignature> right = new ArrayList<>();
    private final List<Violation> wrong = new ArrayList<>();

    InputJudge(int index, ExpectedInput expected, Set<Bytes> walletKeys, PsbtInput offered, Bytes32 sighash) {
        this.index = index;
        this.expected = expected;
        this.walletKeys = walletKeys;
        this.offered = offered;
        this.sighash = sighash;
    }

    void judge() {
        offered.partialSignatures().forEach(this::judgePartial);
        if (offered.isFinal()) {
            FinalSignatures.of(offered, expected)
                    .ifPresentOrElse(
                            this::judgeFinal,
                            () -> refuse(
                                    null,
                                    WRONG_SPEND_PATH,
                                    """
                            The final scripts are not those of this wallet: an empty element, %d signatures and the script are \
                            expected."""
                                            .formatted(expected.threshold())));
        }
    }

    List<VerifiedSignature> right() {
        return right;
    }

    List<Violation> wrong() {
        return wrong;
    }

    private void judgePartial(PartialSignature partial) {
        Bytes keyBytes = partial.publicKey();
        Optional<ExpectedKey> key = expected.findKey(keyBytes);
        if (key.isEmpty()) {
            refuseStranger(keyBytes);
            return;
        }
        parse(keyBytes, partial.signature()).ifPresent(typed -> {
            if (!isRight(key.get(), typed)) {
                refuse(keyBytes, SIGNATURE_INVALID, "The signature is not this key's over this transaction and coin.");
            } else {
                accept(key.get(), typed);
            }
        });
    }

    /** CHECKMULTISIG takes signatures in the order of the keys, so only a stretch of the keys can have made each one. */
    private void judgeFinal(List<Bytes> signatures) {
        int slack = expected.keys().size() - expected.threshold() + 1;
        for (int i = 0; i < signatures.size(); i++) {
            List<ExpectedKey> candidates = expected.keys().subList(i, i + slack);
            parse(null, signatures.get(i)).ifPresent(typed -> judgeFinal(typed, candidates));
        }
    }

    private void judgeFinal(TypedSignature typed, List<ExpectedKey> candidates) {
        candidates.stream()
                .filter(key -> isRight(key, typed))
                .findFirst()
                .ifPresentOrElse(
                        key -> accept(key, typed),
                        () -> refuse(
                                null,
                                SIGNATURE_INVALID,
                                "A signature in the final scripts is not of a key at its place over this transaction."));
    }

    /** The signature where its form, type and S are right; else it is refused. */
    private Optional<TypedSignature> parse(@Nullable Bytes key, Bytes signature) {
        TypedSignature typed;
        try {
            typed = TypedSignature.parse(signature);
        } catch (MalformedException e) {
            refuse(key, SIGNATURE_ENCODING, e.getMessage());
            return Optional.empty();
        }
        if (!typed.type().isAll()) {
            refuse(
                    key,
                    SIGHASH_NOT_ALLOWED,
                    "The signature ends in %s; only 01 (ALL) is taken.".formatted(typed.type()));
            return Optional.empty();
        }
        Optional<SighashType> field = offered.sighashType();
        if (field.isPresent() && !field.get().equals(typed.type())) {
            refuse(
                    key,
                    SIGHASH_MISMATCH,
                    "PSBT_IN_SIGHASH_TYPE is %s, but the signature ends in %s.".formatted(field.get(), typed.type()));
            return Optional.empty();
        }
        if (!typed.signature().hasLowS()) {
            refuse(
                    key,
                    HIGH_S,
                    "The S of the signature is above half the group order; sign again with low S (BIP146).");
            return Optional.empty();
        }
        return Optional.of(typed);
    }

    private boolean isRight(ExpectedKey key, TypedSignature typed) {
        return Secp256k1.verify(key.key(), sighash, typed.signature());
    }

    private void accept(ExpectedKey key, TypedSignature typed) {
        right.add(new VerifiedSignature(index, key.key(), key.position(), typed.bytes(), sighash, typed.signature()));
    }

    private void refuseStranger(Bytes key) {
        if (walletKeys.contains(key)) {
            refuse(key, KEY_NOT_FOR_INPUT, "The key belongs to this wallet, but not to the script of this input.");
        } else {
            refuse(key, KEY_NOT_IN_WALLET, "The key does not belong to this wallet.");
        }
    }

    private void refuse(@Nullable Bytes key, ViolationReason reason, String detail) {
        wrong.add(new Violation(index, key, reason, detail));
    }
}
