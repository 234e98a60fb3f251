package io.countersign.account;

import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.store.AccountDirectory;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.AccountId;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.work.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges signatures that login keys make over texts other than sign-in challenges: attestations and confirmations. */
@ApplicationScoped
public class LoginSignatures {

    private final AccountDirectory accounts;
    private final Transactions transactions;
    private final Workers workers;
    private final Network network;

    LoginSignatures(AccountDirectory accounts, Transactions transactions, Workers workers, Network network) {
        this.accounts = accounts;
        this.transactions = transactions;
        this.workers = workers;
        this.network = network;
    }

    /** The public key or address of the account's login key that signed {@code lines}; empty where none did. */
    public Uni<Optional<String>> signer(AccountId account, List<String> lines, String signature) {
        return loginKeys(account)
                .chain(keys -> workers.compute(() -> keys.stream()
                        .map(BoundLoginKey::key)
                        .filter(key -> key.hasSigned(lines, signature, network))
                        .map(key -> key.identifier())
                        .findFirst()));
    }

    private Uni<List<BoundLoginKey>> loginKeys(AccountId account) {
        return transactions.reading(() -> accounts.loginKeys(account));
    }

    /** The output scripts of the addresses that the account signs in with. */
    public Uni<Set<Bytes>> addressScripts(AccountId account) {
        return loginKeys(account).map(keys -> keys.stream()
                .flatMap(key -> key.key().script(network).stream())
                .collect(Collectors.toSet()));
    }
}
