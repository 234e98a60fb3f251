package io.countersign.account.model;

import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.LoginKeyId;
import io.countersign.kernel.WalletId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An account as its owner sees it; the memberships in the order of the wallets' ids. */
public record Me(Account account, List<BoundLoginKey> loginKeys, Map<WalletId, Set<Role>> memberships) {

    public Me {
        loginKeys = List.copyOf(loginKeys);
        memberships = Collections.unmodifiableMap(new LinkedHashMap<>(memberships));
    }

    /** The login key of that id; 404 where it is not the account's. */
    public BoundLoginKey loginKey(LoginKeyId id) {
        return loginKeys.stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(CommonRefusal::nothingHere);
    }

    /** Refuses to take away the last login key: there would be no way in any more. */
    public void requireAnotherKey() {
        if (loginKeys.size() == 1) {
            throw AccountRefusal.LAST_LOGIN_KEY.refuse("An account keeps at least one login key.");
        }
    }
}
