package io.countersign.account;

import io.countersign.account.model.Account;
import io.countersign.account.model.AccountRefusal;
import io.countersign.account.store.AccountQueries;
import io.countersign.account.store.RefreshTokenEntity;
import io.countersign.account.store.SessionStore;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.LoginKeyId;
import io.countersign.kernel.Refusal;
import io.countersign.platform.config.Sealer;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.identity.AccessTokens;
import io.countersign.platform.identity.AccessTokens.IssuedToken;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sessions: opened by those who have signed in or come in, and refreshed until they are not. */
@ApplicationScoped
public class SessionService {

    private static final Duration REFRESH_LIFETIME = Duration.ofDays(30);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int TOKEN_BYTES = 32;

    private final SessionStore store;
    private final AccountQueries queries;
    private final AccessTokens accessTokens;
    private final Transactions transactions;
    private final Sealer sealer;
    private final Ids ids;
    private final Randomness randomness;
    private final Clock clock;

    SessionService(
            SessionStore store,
            AccountQueries queries,
            AccessTokens accessTokens,
            Transactions transactions,
            Sealer sealer,
            Ids ids,
            Randomness randomness,
            Clock clock) {
        this.store = store;
        this.queries = queries;
        this.accessTokens = accessTokens;
        this.transactions = transactions;
        this.sealer = sealer;
        this.ids = ids;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Makes the tokens of a new session before its transaction: signing is slow, and may ask the database for the key. */
    Uni<Tokens> prepare(AccountId account) {
        return prepare(account, ids.next());
    }

    /** Within the transaction under way: opens the session of {@code tokens}. */
    Uni<SignedIn> open(Account account, LoginKeyId loginKey, Tokens tokens) {
        return store.addSession(tokens.session(), loginKey, tokens.madeAt(), tokens.refreshEnd())
                .invoke(isOpen -> require(isOpen, SignInService::signInRefusal))
                .chain(() -> store.addToken(Secrets.hash(tokens.refreshToken()), tokens.session(), tokens.refreshEnd()))
                .map(added -> tokens.of(account));
    }

    /** Exchanges a refresh token for the next. One that was exchanged before gives its successor for 30 s; later the family ends. */
    public Uni<Answer> refresh(String token, Function<SignedIn, Answer> render) {
        return queries.findSessionOf(Secrets.hash(token))
                .map(found -> found.orElseThrow(SessionService::refreshRefusal))
                .chain(session -> queries.get(session.accountId()).chain(account -> prepare(account.id(), session.id())
                        .chain(tokens -> transactions.usingUp(() -> usable(token, tokens), row -> exchanged(
                                        token, row.orElseThrow(SessionService::refreshRefusal), tokens)
                                .map(given -> render.apply(given.of(account)))))));
    }

    /** The token, locked, where it can still be exchanged. One that comes again too late ends its whole family. */
    private Uni<Optional<RefreshTokenEntity>> usable(String token, Tokens tokens) {
        return store.lockSession(tokens.session())
                .chain(isThere -> store.lockToken(Secrets.hash(token)))
                .call(found -> isReused(found, tokens.madeAt())
                        ? store.endHere(tokens.session())
                        : Uni.createFrom().voidItem())
                .map(found -> found.filter(row -> isUsable(row, tokens.madeAt())));
    }

    private static boolean isReused(Optional<RefreshTokenEntity> found, Instant now) {
        return found.filter(row -> row.isReplaced() && !isUsable(row, now)).isPresent();
    }

    private static boolean isUsable(RefreshTokenEntity row, Instant now) {
        return now.isBefore(row.expiresAt())
                && (!row.isReplaced() || now.isBefore(row.replacedAt().plus(GRACE)));
    }

    private Uni<Tokens> exchanged(String token, RefreshTokenEntity row, Tokens tokens) {
        String context = "refresh_token " + HexFormat.of().formatHex(Secrets.hash(token));
        if (row.isReplaced()) {
            String successor = new String(sealer.open(row.sealedSuccessor(), context), StandardCharsets.US_ASCII);
            return Uni.createFrom()
                    .item(tokens.refreshedBy(successor, row.replacedAt().plus(REFRESH_LIFETIME)));
        }
        String successor = tokens.refreshToken();
        row.replace(tokens.madeAt(), sealer.seal(successor.getBytes(StandardCharsets.US_ASCII), context));
        return store.addToken(Secrets.hash(successor), tokens.session(), tokens.refreshEnd())
                .chain(() -> store.prolong(tokens.session(), tokens.refreshEnd()))
                .replaceWith(tokens);
    }

    public Uni<Void> signOut(UUID sessionId) {
        return store.end(sessionId);
    }

    private Uni<Tokens> prepare(AccountId account, UUID session) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return accessTokens.issue(account, session).map(access -> new Tokens(session, access, freshToken(), now));
    }

    private String freshToken() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomness.bytes(TOKEN_BYTES));
    }

    private static void require(boolean isRight, Supplier<Refusal> refusal) {
        if (!isRight) {
            throw refusal.get();
        }
    }

    private static Refusal refreshRefusal() {
        return AccountRefusal.REFRESH_REFUSED.refuse(
                "The refresh token is unknown, over, or was used before; sign in again.");
    }

    /** Tokens of a session, which nobody has yet. */
    record Tokens(UUID session, IssuedToken access, String refreshToken, Instant madeAt, Instant refreshEnd) {

        Tokens(UUID session, IssuedToken access, String refreshToken, Instant madeAt) {
            this(session, access, refreshToken, madeAt, madeAt.plus(REFRESH_LIFETIME));
        }

        SignedIn of(Account account) {
            return new SignedIn(account, access.text(), access.expiresAt(), refreshToken, refreshEnd);
        }

        Tokens refreshedBy(String token, Instant end) {
            return new Tokens(session, access, token, madeAt, end);
        }
    }

    /** A session with its tokens. */
    public record SignedIn(
            Account account, String accessToken, Instant expiresAt, String refreshToken, Instant refreshExpiresAt) {}
}
