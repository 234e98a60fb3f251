package io.countersign.webhook.store;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import io.countersign.kernel.WebhookId;
import io.countersign.webhook.model.Webhook;
import io.countersign.webhook.model.WebhookState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads of webhooks. */
@ApplicationScoped
public class WebhookQueries {

    private static final String COLUMNS =
            "id, account_id, wallet_id, url, event_types, state, version, created_at, from_sequence";

    private static final String FIND = "SELECT " + COLUMNS + " FROM webhook WHERE id = $1 AND account_id = $2";

    /** Uses webhook_by_account. */
    private static final String PAGE = "SELECT " + COLUMNS
            + """

              FROM webhook
             WHERE account_id = $1
               AND id < $2
             ORDER BY id DESC
             LIMIT $3
            """;

    /** Uses webhook_by_wallet and webhook_by_account. */
    private static final String OF_WALLETS = "SELECT " + COLUMNS
            + """

              FROM webhook
             WHERE state <> 'disabled'
               AND (wallet_id = ANY($1) OR wallet_id IS NULL AND account_id = ANY($2))
            """;

    private final Pool pool;

    WebhookQueries(Pool pool) {
        this.pool = pool;
    }

    /** The webhook, where it is this account's. */
    public Uni<Optional<Webhook>> find(WebhookId id, AccountId account) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id.value(), account.value()))
                .map(rows -> read(rows).stream().findFirst());
    }

    /** The account's webhooks before {@code before}, newest first. */
    public Uni<List<Webhook>> page(AccountId account, UUID before, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(account.value(), before, (long) limit))
                .map(WebhookQueries::read);
    }

    /** The webhooks that may be sent events of these wallets, whose members these accounts are. */
    public Uni<List<Webhook>> ofWallets(Set<WalletId> wallets, Collection<AccountId> accounts) {
        return pool.preparedQuery(OF_WALLETS)
                .execute(Tuple.of(
                        wallets.stream().map(WalletId::value).toArray(UUID[]::new),
                        accounts.stream().map(AccountId::value).toArray(UUID[]::new)))
                .map(WebhookQueries::read);
    }

    private static List<Webhook> read(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(WebhookQueries::read)
                .toList();
    }

    private static Webhook read(Row row) {
        UUID wallet = row.getUUID("wallet_id");
        return new Webhook(
                new WebhookId(row.getUUID("id")),
                new AccountId(row.getUUID("account_id")),
                wallet == null ? null : new WalletId(wallet),
                row.getString("url"),
                EventTypes.list(row.getString("event_types")),
                WebhookState.find(row.getString("state")).orElseThrow(),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getLong("from_sequence"));
    }
}
