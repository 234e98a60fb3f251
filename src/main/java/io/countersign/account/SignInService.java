package io.countersign.account;

import io.countersign.account.Challenges.Proof;
import io.countersign.account.SessionService.SignedIn;
import io.countersign.account.SessionService.Tokens;
import io.countersign.account.model.Account;
import io.countersign.account.model.AccountRefusal;
import io.countersign.account.model.LoginKey;
import io.countersign.account.store.AccountQueries;
import io.countersign.kernel.LoginKeyId;
import io.countersign.kernel.Refusal;
import io.countersign.platform.db.Answer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Signing in: a challenge is signed by a login key and becomes a session. */
@ApplicationScoped
public class SignInService {

    private final Challenges challenges;
    private final SessionService sessions;
    private final AccountQueries queries;

    SignInService(Challenges challenges, SessionService sessions, AccountQueries queries) {
        this.challenges = challenges;
        this.sessions = sessions;
        this.queries = queries;
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
                .map(found -> queries.get(found.accountId()).chain(account -> sessions.prepare(account.id())
                        .map(tokens -> Optional.of(new Opening(account, found.id(), tokens)))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Answer> opened(Opening opening, Function<SignedIn, Answer> render) {
        return sessions.open(opening.account(), opening.loginKey(), opening.tokens())
                .map(render);
    }

    static Refusal signInRefusal() {
        return AccountRefusal.SIGN_IN_REFUSED.refuse(
                "The challenge, the login key or the signature is not right; ask for a new challenge.");
    }

    private record Opening(Account account, LoginKeyId loginKey, Tokens tokens) {}
}
