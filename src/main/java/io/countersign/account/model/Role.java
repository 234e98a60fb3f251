package io.countersign.account.model;

import io.countersign.kernel.Right;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A role in a wallet. The roles of an account add up. */
public enum Role {
    OWNER(EnumSet.of(Right.READ, Right.PROPOSE, Right.OWN)),
    COSIGNER(EnumSet.of(Right.READ, Right.PROPOSE, Right.COSIGN)),
    PROPOSER(EnumSet.of(Right.READ, Right.PROPOSE)),
    VIEWER(EnumSet.of(Right.READ));

    private final Set<Right> rights;

    Role(Set<Right> rights) {
        this.rights = Set.copyOf(rights);
    }

    public static Optional<Role> find(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    public boolean gives(Right right) {
        return rights.contains(right);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
