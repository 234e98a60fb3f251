package io.countersign.coin;

import io.countersign.chain.ChainBackend;
import io.countersign.coin.model.IssuedAddress;
import io.countersign.coin.store.AddressQueries;
import io.countersign.coin.store.AddressRepository;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.script.Address;
import io.countersign.journal.Journal;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.Page;
import io.countersign.kernel.PageRequest;
import io.countersign.kernel.WalletId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.http.IdCursor;
import io.countersign.platform.identity.Caller;
import io.countersign.wallet.WalletService;
import io.countersign.wallet.model.Wallet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives out the addresses of a wallet, each once. */
@ApplicationScoped
public class AddressService {

    private final Transactions transactions;
    private final WalletService wallets;
    private final AddressRepository repository;
    private final AddressQueries queries;
    private final ChainBackend chain;
    private final Journal journal;
    private final Clock clock;

    AddressService(
            Transactions transactions,
            WalletService wallets,
            AddressRepository repository,
            AddressQueries queries,
            ChainBackend chain,
            Journal journal,
            Clock clock) {
        this.transactions = transactions;
        this.wallets = wallets;
        this.repository = repository;
        this.queries = queries;
        this.chain = chain;
        this.journal = journal;
        this.clock = clock;
    }

    /** Gives out the next address of a branch. The index is drawn under a row lock, so that no two calls get the same. */
    public Uni<Answer> issue(
            Caller caller,
            WalletId walletId,
            boolean change,
            @Nullable String label,
            Function<IssuedAddress, Answer> render) {
        int branch = change ? IssuedAddress.CHANGE : IssuedAddress.RECEIVE;
        return wallets.get(walletId)
                .invoke(Wallet::requireActive)
                .chain(wallet -> transactions.answering(() -> repository
                        .drawIndex(walletId, branch, start(wallet, branch))
                        .map(index -> addressAt(wallet, branch, index, label))
                        .call(address -> repository.insert(walletId, address, caller.accountId(), clock.instant()))
                        .call(address -> journal.append(caller.accountId(), List.of(issued(walletId, address))))
                        .map(render)));
    }

    public Uni<Page<IssuedAddress>> list(WalletId walletId, PageRequest page) {
        Position after = page.after().map(Position::parse).orElse(new Position(-1, -1));
        return queries.page(walletId, after.branch(), after.index(), page.limit() + 1)
                .map(rows -> Page.cut(rows, page.limit(), row -> row.branch() + "." + row.index()));
    }

    public Uni<IssuedAddress> get(WalletId walletId, int branch, long index) {
        return queries.find(walletId, branch, index)
                .map(found -> found.stream().findFirst().orElseThrow(CommonRefusal::nothingHere));
    }

    /** Which of these output scripts have been paid, as far as the chain backend can tell. */
    public Uni<Set<Bytes>> paid(List<IssuedAddress> addresses) {
        return chain.paidScripts(
                addresses.stream().map(IssuedAddress::scriptPubKey).toList());
    }

    /** The first index of a branch that has neither been given out nor seen in use. */
    public Uni<Long> nextIndex(Wallet wallet, int branch) {
        return queries.nextIndex(wallet.id(), branch).map(next -> Math.max(next, start(wallet, branch)));
    }

    /** Within the transaction under way: an index was seen in use and will not be given out. */
    public Uni<Void> seen(WalletId walletId, int branch, long index) {
        return repository.skipTo(walletId, branch, index);
    }

    private static long start(Wallet wallet, int branch) {
        return branch == IssuedAddress.CHANGE
                ? wallet.facts().changeStart()
                : wallet.facts().receiveStart();
    }

    private static IssuedAddress addressAt(Wallet wallet, int branch, long index, @Nullable String label) {
        DerivedScript derived = wallet.descriptor().derive(branch, index);
        String address = Address.ofScript(derived.scriptPubKey(), wallet.network())
                .orElseThrow(() -> new IllegalStateException("a descriptor's script has no address"))
                .text();
        return new IssuedAddress(branch, index, address, derived.scriptPubKey(), label);
    }

    private static Event issued(WalletId walletId, IssuedAddress address) {
        return Event.ofWallet(
                EventType.ADDRESS_ISSUED,
                walletId,
                Field.count("branch", address.branch()),
                Field.count("index", address.index()));
    }

    /** A cursor: the branch and index that a page ended with. */
    private record Position(int branch, long index) {
        static Position parse(String cursor) {
            if (!cursor.matches("[01]\\.[0-9]{1,10}")) {
                throw IdCursor.malformed();
            }
            return new Position(cursor.charAt(0) - '0', Long.parseLong(cursor.substring(2)));
        }
    }
}
