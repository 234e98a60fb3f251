package io.countersign.account;

import io.countersign.account.store.AccountQueries;
import io.countersign.platform.identity.AccessToken;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.identity.SessionCallers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Looks up live sessions, at each request: one that ends is refused at once, at every copy of the server. */
@ApplicationScoped
public class SessionDirectory implements SessionCallers {

    private final AccountQueries queries;
    private final Clock clock;

    SessionDirectory(AccountQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Override
    public Uni<Optional<Caller>> find(AccessToken token) {
        return queries.findSession(token.sessionId(), token.accountId(), clock.instant())
                .map(operator ->
                        operator.map(is -> new Caller(token.accountId(), token.sessionId(), is, token.expiresAt())));
    }
}
