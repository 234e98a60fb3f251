package io.countersign.platform.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.kernel.AccountId;
import io.countersign.platform.config.PublicUrl;
import io.countersign.platform.time.Ids;
import io.countersign.platform.work.Workers;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Makes and judges access tokens: JWTs (RFC 9068) signed by ES256, of this server for this server, for 10 minutes. Clients that poll
 * send the same one again and again: what was proven once holds until the token's end, as long as its key is known.
 */
@ApplicationScoped
public class AccessTokens {

    static final String AUDIENCE = "countersign";

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int CLOCK_SKEW_SECONDS = 60;
    private static final String SESSION = "sid";
    private static final int MOST_PROVEN = 20_000;

    private final SigningKeys keys;
    private final PublicUrl issuer;
    private final Workers workers;
    private final Ids ids;
    private final Clock clock;
    private final Cache<Bytes32, Proven> proven =
            Caffeine.newBuilder().maximumSize(MOST_PROVEN).build();

    AccessTokens(SigningKeys keys, PublicUrl issuer, Workers workers, Ids ids, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.workers = workers;
        this.ids = ids;
        this.clock = clock;
    }

    /** A new token for a session. */
    public Uni<IssuedToken> issue(AccountId accountId, UUID sessionId) {
        return keys.signer().chain(key -> workers.compute(() -> issue(key, accountId, sessionId)));
    }

    /** What {@code token} says, if it is a right one; empty for every other, whatever is wrong with it. */
    public Uni<Optional<AccessToken>> verify(String token) {
        return TokenForm.keyId(token)
                .map(kid -> keys.find(kid).chain(key -> verify(token, key)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private IssuedToken issue(SigningKey key, AccountId accountId, UUID sessionId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(LIFETIME);
        String token = Jwt.issuer(issuer.text())
                .audience(AUDIENCE)
                .subject(accountId.toString())
                .issuedAt(now.getEpochSecond())
                .expiresAt(end.getEpochSecond())
                .claim("nbf", now.getEpochSecond())
                .claim("jti", ids.next().toString())
                .claim(SESSION, sessionId.toString())
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .type(TokenForm.TYPE)
                .keyId(key.kid())
                .sign(key.privateKey());
        return new IssuedToken(token, end);
    }

    private Uni<Optional<AccessToken>> verify(String token, Optional<SigningKey> key) {
        return key.map(known -> verify(token, known))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<AccessToken>> verify(String token, SigningKey key) {
        Bytes32 digest = Hashes.sha256(Bytes.wrap(token.getBytes(UTF_8)));
        Proven before = proven.getIfPresent(digest);
        if (before != null && before.holdsAt(clock.instant())) {
            return Uni.createFrom().item(Optional.of(before.token()));
        }
        return workers.compute(() -> prove(token, key))
                .invoke(found -> found.ifPresent(now -> proven.put(digest, now)))
                .map(found -> found.map(Proven::token));
    }

    private Optional<Proven> prove(String token, SigningKey key) {
        Instant now = clock.instant();
        try {
            AccessToken read = read(consumer(key, now).processToClaims(token));
            // The skew is for the start of a token's time only: at its end it is over.
            return read.expiresAt().isAfter(now) ? Optional.of(new Proven(read, now)) : Optional.empty();
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private JwtConsumer consumer(SigningKey key, Instant now) {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, TokenForm.ALGORITHM)
                .setVerificationKey(key.publicKey())
                .setExpectedType(true, TokenForm.TYPE)
                .setExpectedIssuer(issuer.text())
                .setExpectedAudience(AUDIENCE)
                .setRequireSubject()
                .setRequireJwtId()
                .setRequireIssuedAt()
                .setRequireNotBefore()
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(now.toEpochMilli()))
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .build();
    }

    private static AccessToken read(JwtClaims claims) throws MalformedClaimException {
        return new AccessToken(
                new AccountId(UUID.fromString(claims.getSubject())),
                UUID.fromString(String.valueOf(claims.getStringClaimValue(SESSION))),
                Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis()));
    }

    /** A right token, and when it was found to be one. */
    private record Proven(AccessToken token, Instant at) {

        /** Also where the clock was set back: then its start is looked at again. */
        boolean holdsAt(Instant time) {
            return !time.isBefore(at) && time.isBefore(token.expiresAt());
        }
    }

    /** A token as it is given out. */
    public record IssuedToken(String text, Instant expiresAt) {}
}
