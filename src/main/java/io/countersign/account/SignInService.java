package io.countersign.account;

import io.countersign.account.Challenges.Proof;
import io.countersign.account.model.Account;
import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.LoginKey;
import io.countersign.account.store.AccountQueries;
import io.countersign.account.store.RefreshTokenEntity;
import io.countersign.account.store.SessionStore;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
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

/** Signing in: a challenge is signed by a login key and becomes a session; a session is refreshed until it is not. */
@ApplicationScoped
public class SignInService {

    private static final Duration REFRESH_LIFETIME = Duration.ofDays(30);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int TOKEN_BYTES = 32;

    private final Challenges challenges;
    private final SessionStore store;
    private final AccountQueries queries;
    private final AccessTokens accessTokens;
    private final Transactions transactions;
    private final Sealer sealer;
    private final Ids ids;
    private final Randomness randomness;
    private final Clock clock;

    SignInService(
            Challenges challenges,
            SessionStore store,
            AccountQueries queries,
            AccessTokens accessTokens,
            Transactions transactions,
            Sealer sealer,
            Ids ids,
            Randomness randomness,
            Clock clock) {
        this.challenges = challenges;
        this.store = store;
        this.queries = queries;
        this.accessTokens = accessTokens;
        this.transactions = transactions;
        this.sealer = sealer;
        this.ids = ids;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Signs in; every way of being wrong is the same 401. {@code key} is empty where the request names none that can be one. */
    public Uni<Answer> signIn(
            UUID challengeId, Optional<LoginKey> key, String signature, Function<SignedIn, Answer> render) {
        return key.map(known -> signIn(challengeId, known, signature, render))
                .orElseGet(() -> refused(new Proof(challengeId, false)));
    }

    private Uni<Answer> signIn(UUID challengeId, LoginKey key, String signature, Function<SignedIn, Answer> render) {
        return challenges.judge(challengeId, key, signature).chain(proof -> opening(proof, key)
                .chain(opening -> opening.map(found ->
                                challenges.using(proof, SignInService::signInRefusal, () -> opened(found, render)))
                        .orElseGet(() -> refused(proof.refused()))));
    }

    /** Uses the challenge up and refuses, unless a twin of this request under its idempotency key was right. */
    private Uni<Answer> refused(Proof proof) {
        return challenges.using(
                proof, SignInService::signInRefusal, () -> Uni.createFrom().failure(signInRefusal()));
    }

    /** What a right proof of a bound login key would open. */
    private Uni<Optional<Opening>> opening(Proof proof, LoginKey key) {
        return queries.findLoginKey(key).chain(bound -> bound.filter(found -> proof.isRight())
                .map(found -> queries.get(found.accountId()).chain(account -> prepare(account.id())
                        .map(tokens -> Optional.of(new Opening(account, found.id(), tokens)))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Answer> opened(Opening opening, Function<SignedIn, Answer> render) {
        return open(opening.account(), opening.loginKey(), opening.tokens()).map(render);
    }

    /** Makes the tokens of a new session before its transaction: signing is slow, and may ask the database for the key. */
    Uni<Tokens> prepare(AccountId account) {
        return prepare(account, ids.next());
    }

    /** Within the transaction under way: opens the session of {@code tokens}. */
    Uni<SignedIn> open(Account account, LoginKeyId loginKey, Tokens tokens) {
        return store.addSession(tokens.session(), loginKey, tokens.madeAt(), tokens.refreshEnd())
                .invoke(isOpen -> require(isOpen, SignInService::signInRefusal))
                .chain(() -> store.addToken(hash(tokens.refreshToken()), tokens.session(), tokens.refreshEnd()))
                .map(added -> tokens.of(account));
    }

    /** Exchanges a refresh token for the next. One that was exchanged before gives its successor for 30 s; later the family ends. */
    public Uni<Answer> refresh(String token, Function<SignedIn, Answer> render) {
        return queries.findSessionOf(hash(token))
                .map(found -> found.orElseThrow(SignInService::refreshRefusal))
                .chain(session -> queries.get(session.accountId()).chain(account -> prepare(account.id(), session.id())
                        .chain(tokens -> transactions.usingUp(() -> usable(token, tokens), row -> exchanged(
                                        token, row.orElseThrow(SignInService::refreshRefusal), tokens)
                                .map(given -> render.apply(given.of(account)))))));
    }

    /** The token, locked, where it can still be exchanged. One that comes again too late ends its whole family. */
    private Uni<Optional<RefreshTokenEntity>> usable(String token, Tokens tokens) {
        return store.lockSession(tokens.session())
                .chain(isThere -> store.lockToken(hash(token)))
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
        String context = "refresh_token " + HexFormat.of().formatHex(hash(token));
        if (row.isReplaced()) {
            String successor = new String(sealer.open(row.sealedSuccessor(), context), StandardCharsets.US_ASCII);
            return Uni.createFrom()
                    .item(tokens.refreshedBy(successor, row.replacedAt().plus(REFRESH_LIFETIME)));
        }
        String successor = tokens.refreshToken();
        row.replace(tokens.madeAt(), sealer.seal(successor.getBytes(StandardCharsets.US_ASCII), context));
        return store.addToken(hash(successor), tokens.session(), tokens.refreshEnd())
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

    static byte[] hash(String secret) {
        return Hashes.sha256(Bytes.wrap(secret.getBytes(StandardCharsets.UTF_8)))
                .toArray();
    }

    private static void require(boolean isRight, Supplier<Refusal> refusal) {
        if (!isRight) {
            throw refusal.get();
        }
    }

    static Refusal signInRefusal() {
        return AccountRefusal.SIGN_IN_REFUSED.refuse(
                "The challenge, the login key or the signature is not right; ask for a new challenge.");
    }

    private static Refusal refreshRefusal() {
        return AccountRefusal.REFRESH_REFUSED.refuse(
                "The refresh token is unknown, over, or was used before; sign in again.");
    }

    private record Opening(Account account, LoginKeyId loginKey, Tokens tokens) {}

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
