package io.countersign.proposal.model;

import io.countersign.crypto.verify.Violation;
import io.countersign.kernel.Refusal;
import io.countersign.kernel.RefusalKind;
import io.countersign.kernel.RefusalReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Refusals of what a signed PSBT brings. All or nothing: one wrong signature refuses the file, and every offender is named. */
public enum SignatureRefusal implements RefusalReason {
    OTHER_TRANSACTION("other-transaction", "The PSBT is of another transaction"),
    NOTHING_SIGNED("nothing-signed", "The PSBT brings no signature"),
    SIGNATURES_NOT_RIGHT("signatures-not-right", "Signatures are not right");

    private final String slug;
    private final String title;

    SignatureRefusal(String slug, String title) {
        this.slug = slug;
        this.title = title;
    }

    public static Refusal otherTransaction() {
        return OTHER_TRANSACTION.refuse("The unsigned transaction in this PSBT is not the proposal's, byte for byte.");
    }

    public static Refusal nothingSigned() {
        return NOTHING_SIGNED.refuse("No input of this PSBT carries a signature.");
    }

    public static Refusal notRight(int offered, List<Violation> violations) {
        String detail = violations.size() == 1
                ? "1 of %d signatures was refused; nothing was stored.".formatted(offered)
                : "%d of %d signatures were refused; nothing was stored.".formatted(violations.size(), offered);
        List<Map<String, Object>> named =
                violations.stream().map(SignatureRefusal::named).toList();
        return SIGNATURES_NOT_RIGHT.refuse(detail, Map.of("violations", named));
    }

    private static Map<String, Object> named(Violation violation) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("inputIndex", violation.inputIndex());
        violation.publicKey().ifPresent(key -> members.put("publicKey", key));
        members.put("reason", violation.reason().word());
        members.put("detail", violation.detail());
        return members;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public RefusalKind kind() {
        return RefusalKind.REFUSED;
    }

    @Override
    public String title() {
        return title;
    }
}
