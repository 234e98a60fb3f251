package io.countersign.account.model;

import io.countersign.kernel.AccountId;
import java.util.List;
import java.util.Set;

/** A member of a wallet: its roles, and the login keys by which its signatures can be checked. */
public record Member(AccountId accountId, String displayName, Set<Role> roles, List<BoundLoginKey> loginKeys) {

    public Member {
        roles = Set.copyOf(roles);
        loginKeys = List.copyOf(loginKeys);
    }
}
