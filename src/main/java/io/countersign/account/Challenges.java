package io.countersign.account;

import io.countersign.account.model.Challenge;
import io.countersign.account.model.LoginKey;
import io.countersign.account.model.LoginKeyType;
import io.countersign.account.store.ChallengeStore;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.Refusal;
import io.countersign.platform.config.PublicUrl;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.http.Times;
import io.countersign.platform.time.Ids;
import io.countersign.platform.time.Randomness;
import io.countersign.platform.work.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Challenges that login keys sign: made for one method, judged before the transaction, used up inside it. What a challenge allows
 * happens once, and its first use is its last, right or wrong.
 */
@ApplicationScoped
public class Challenges {

    private static final int NONCE_BYTES = 16;

    private final ChallengeStore store;
    private final Transactions transactions;
    private final Workers workers;
    private final PublicUrl publicUrl;
    private final Ids ids;
    private final Randomness randomness;
    private final Clock clock;
    private final Network network;

    Challenges(
            ChallengeStore store,
            Transactions transactions,
            Workers workers,
            PublicUrl publicUrl,
            Ids ids,
            Randomness randomness,
            Clock clock,
            Network network) {
        this.store = store;
        this.transactions = transactions;
        this.workers = workers;
        this.publicUrl = publicUrl;
        this.ids = ids;
        this.randomness = randomness;
        this.clock = clock;
        this.network = network;
    }

    /** Makes a challenge for one method. */
    public Uni<Answer> make(LoginKeyType method, Function<Challenge, Answer> render) {
        Instant end = clock.instant().plus(Challenge.LIFETIME);
        String nonce = HexFormat.of().formatHex(randomness.bytes(NONCE_BYTES));
        Challenge challenge = Challenge.of(ids.next(), method, publicUrl.text(), nonce, end, Times.format(end));
        return transactions.answering(() -> store.add(challenge).map(added -> render.apply(challenge)));
    }

    /** Whether {@code signature} is the key's over the challenge of that id. The challenge stays: only {@link #using} uses it up. */
    Uni<Proof> judge(UUID id, LoginKey key, String signature) {
        return store.find(id, clock.instant())
                .chain(found -> workers.compute(() -> found.filter(challenge -> challenge.method() == key.type())
                        .filter(challenge -> key.hasSigned(challenge.message(), signature, network))
                        .isPresent()))
                .map(isRight -> new Proof(id, isRight));
    }

    /** Carries out what a proof allows, in the transaction that uses its challenge up; {@code refusal} where it allows nothing. */
    Uni<Answer> using(Proof proof, Supplier<Refusal> refusal, Supplier<Uni<Answer>> command) {
        return transactions.usingUp(() -> store.use(proof.challengeId(), clock.instant()), isFirst -> {
            if (!isFirst || !proof.isRight()) {
                throw refusal.get();
            }
            return command.get();
        });
    }

    /** A signature over a challenge, judged. */
    record Proof(UUID challengeId, boolean isRight) {

        /** Not right, for another reason than its signature. */
        Proof refused() {
            return new Proof(challengeId, false);
        }
    }
}
