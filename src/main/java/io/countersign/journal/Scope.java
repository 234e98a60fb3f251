package io.countersign.journal;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody reads: those of one wallet, or of all wallets of the account and those that concern it without a wallet.
 *
 * @param types the types asked for; empty means all
 */
public record Scope(AccountId accountId, @Nullable WalletId walletId, Set<String> types) {

    public Scope {
        types = Set.copyOf(types);
    }

    /** Whether an event that the account may see is among those asked for. */
    public boolean asksFor(NumberedEvent event) {
        return (walletId == null || walletId.equals(event.walletId()))
                && (types.isEmpty() || types.contains(event.type()));
    }
}
