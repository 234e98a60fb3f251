package io.countersign.account;

import io.countersign.account.model.Account;
import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.Challenge;
import io.countersign.account.model.LoginKey;
import io.countersign.account.model.LoginKeyType;
import io.countersign.account.store.AccountQueries;
import io.countersign.account.store.RefreshTokenEntity;
import io.countersign.account.store.SessionStore;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.LoginKeyId;
import io.countersign.platform.config.PublicUrl;
import io.countersign.platform.config.Sealer;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.CurrentRequest;
import io.countersign.platform.db.IdempotentRequest;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.http.Times;
import io.countersign.platform.identity.AccessTokens;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.countersign.platform.work.Workers;
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

/** Signing in: a challenge is signed by a login key and becomes a session; a session is refreshed until it is not. */
@ApplicationScoped
public class SignInService {

    private static final Duration REFRESH_LIFETIME = Duration.ofDays(30);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int NONCE_BYTES = 16;
    private static final int TOKEN_BYTES = 32;
    private static final int REUSED = 499;

    private final SessionStore store;
    private final AccountQueries queries;
    private final AccessTokens accessTokens;
    private final Transactions transactions;
    private final CurrentRequest currentRequest;
    private final Sealer sealer;
    private final Workers workers;
    private final PublicUrl publicUrl;
    private final Ids ids;
    private final Randomness randomness;
    private final Clock clock;
    private final Network network;

    SignInService(
            SessionStore store,
            AccountQueries queries,
            AccessTokens accessTokens,
            Transactions transactions,
            CurrentRequest currentRequest,
            Sealer sealer,
            Workers workers,
            PublicUrl publicUrl,
            Ids ids,
            Randomness randomness,
            Clock clock,
            Network network) {
        this.store = store;
        this.queries = queries;
        this.accessTokens = accessTokens;
        this.transactions = transactions;
        this.currentRequest = currentRequest;
        this.sealer = sealer;
        this.workers = workers;
        this.publicUrl = publicUrl;
        this.ids = ids;
        this.randomness = randomness;
        this.clock = clock;
        this.network = network;
    }

    /** Makes a challenge for one method. */
    public Uni<Answer> challenge(LoginKeyType method, Function<Challenge, Answer> render) {
        Instant end = now().plus(Challenge.LIFETIME);
        String nonce = HexFormat.of().formatHex(randomness.bytes(NONCE_BYTES));
        Challenge challenge = Challenge.of(ids.next(), method, publicUrl.text(), nonce, end, Times.format(end));
        return transactions
                .answering(() -> store.addChallenge(challenge).map(added -> render.apply(challenge)))
                .call(() -> store.forgetChallenges(now().minus(Challenge.LIFETIME)));
    }

    /** Signs in; every way of being wrong is the same 401. */
    public Uni<Answer> signIn(UUID challengeId, LoginKey key, String signature, Function<SignedIn, Answer> render) {
        return proven(challengeId, key, signature)
                .chain(isRight -> queries.findLoginKey(key).map(bound -> bound.filter(known -> isRight)))
                .map(bound -> bound.orElseThrow(SignInService::signInRefusal))
                .chain(bound -> queries.get(bound.accountId())
                        .chain(account -> transactions.answering(
                                () -> open(account, bound.id()).map(render))));
    }

    /** Takes the challenge and judges the signature over it. The challenge is gone afterwards, whatever the outcome. */
    Uni<Boolean> proven(UUID challengeId, LoginKey key, String signature) {
        String usedBy = currentRequest.find().map(IdempotentRequest::scope).orElse("");
        return store.takeChallenge(challengeId, usedBy, now())
                .chain(challenge -> workers.compute(() -> challenge
                        .filter(taken -> taken.method() == key.type())
                        .map(taken -> key.hasSigned(taken.message(), signature, network))
                        .orElse(false)));
    }

    /** Within the transaction under way: opens a session, with its tokens. */
    Uni<SignedIn> open(Account account, LoginKeyId loginKey) {
        UUID session = ids.next();
        Instant end = now().plus(REFRESH_LIFETIME);
        String refreshToken = freshToken();
        return store.addSession(session, account.id(), loginKey, now(), end)
                .chain(() -> store.addToken(hash(refreshToken), session, end))
                .chain(() -> issued(account, session, refreshToken, end));
    }

    /** Exchanges a refresh token for the next. One that was exchanged before gives its successor for 30 s; later the family ends. */
    public Uni<Answer> refresh(String token, Function<SignedIn, Answer> render) {
        return transactions
                .answering(() -> store.lockToken(hash(token)).chain(found -> found.filter(this::isUsable)
                        .map(row -> exchanged(token, row).map(render))
                        .orElseGet(() -> Uni.createFrom().item(refused(found)))))
                .call(answer -> answer.status() == REUSED
                        ? endFamily(token)
                        : Uni.createFrom().voidItem())
                .invoke(answer -> {
                    if (answer.status() >= 400) {
                        throw AccountRefusal.REFRESH_REFUSED.refuse(
                                "The refresh token is unknown, over, or was used before; sign in again.");
                    }
                });
    }

    public Uni<Void> signOut(UUID sessionId) {
        return store.end(sessionId);
    }

    /** An answer that is never sent: the transaction must not fail, as the family's end is to be committed. */
    private Answer refused(Optional<RefreshTokenEntity> found) {
        boolean isReused = found.map(RefreshTokenEntity::isReplaced).orElse(false);
        return new Answer(isReused ? REUSED : 401, "", Bytes.EMPTY, null, null, false, false);
    }

    private Uni<Void> endFamily(String token) {
        return transactions.run(() -> store.lockToken(hash(token))).chain(found -> found.map(
                        row -> store.end(row.sessionId()))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private boolean isUsable(RefreshTokenEntity row) {
        return now().isBefore(row.expiresAt())
                && (!row.isReplaced() || now().isBefore(row.replacedAt().plus(GRACE)));
    }

    private Uni<SignedIn> exchanged(String token, RefreshTokenEntity row) {
        String context = "refresh_token " + HexFormat.of().formatHex(hash(token));
        Instant end = now().plus(REFRESH_LIFETIME);
        if (row.isReplaced()) {
            String successor = new String(sealer.open(row.sealedSuccessor(), context), StandardCharsets.US_ASCII);
            return account(row).chain(account -> issued(account, row.sessionId(), successor, end));
        }
        String successor = freshToken();
        row.replace(now(), sealer.seal(successor.getBytes(StandardCharsets.US_ASCII), context));
        return store.addToken(hash(successor), row.sessionId(), end)
                .chain(() -> store.prolong(row.sessionId(), end))
                .chain(() -> account(row))
                .chain(account -> issued(account, row.sessionId(), successor, end));
    }

    private Uni<Account> account(RefreshTokenEntity row) {
        return queries.accountOfSession(row.sessionId()).chain(queries::get);
    }

    private Uni<SignedIn> issued(Account account, UUID session, String refreshToken, Instant refreshEnd) {
        return accessTokens
                .issue(account.id(), session)
                .map(token -> new SignedIn(account, token.text(), token.expiresAt(), refreshToken, refreshEnd));
    }

    private String freshToken() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomness.bytes(TOKEN_BYTES));
    }

    static byte[] hash(String secret) {
        return Hashes.sha256(Bytes.wrap(secret.getBytes(StandardCharsets.UTF_8)))
                .toArray();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    static RuntimeException signInRefusal() {
        return AccountRefusal.SIGN_IN_REFUSED.refuse(
                "The challenge, the login key or the signature is not right; ask for a new challenge.");
    }

    /** A session with its tokens. */
    public record SignedIn(
            Account account, String accessToken, Instant expiresAt, String refreshToken, Instant refreshExpiresAt) {

        public AccountId accountId() {
            return account.id();
        }
    }
}
