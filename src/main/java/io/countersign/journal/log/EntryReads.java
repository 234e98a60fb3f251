package io.countersign.journal.log;

import io.countersign.journal.log.store.EntryQueries;
import io.countersign.kernel.WalletId;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.WalletRights;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The log's entries: hashes for all, and the leaves that the reader may read. */
@ApplicationScoped
public class EntryReads {

    private final EntryQueries queries;
    private final WalletRights rights;

    EntryReads(EntryQueries queries, WalletRights rights) {
        this.queries = queries;
        this.rights = rights;
    }

    /** At most {@code limit} entries from an index on; none beyond the log. */
    public Uni<List<LogEntry>> page(Optional<Caller> reader, long from, int limit) {
        return wallets(reader)
                .chain(wallets -> queries.page(
                        wallets.stream().map(WalletId::value).collect(Collectors.toSet()),
                        reader.map(Caller::accountId),
                        from,
                        limit));
    }

    private Uni<Set<WalletId>> wallets(Optional<Caller> reader) {
        return reader.map(rights::walletsOf).orElseGet(() -> Uni.createFrom().item(Set.of()));
    }
}
