package io.countersign.account;

import io.countersign.account.store.ChallengeStore;
import io.countersign.account.store.InvitationStore;
import io.countersign.account.store.SessionStore;
import io.countersign.platform.job.JobHandler;
import io.countersign.platform.job.JobOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Forgets challenges, sessions and invitations that are over. Its one job is a row of the migrations and never done. */
@ApplicationScoped
public class ForgetJob implements JobHandler {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final ChallengeStore challenges;
    private final SessionStore sessions;
    private final InvitationStore invitations;
    private final Clock clock;

    ForgetJob(ChallengeStore challenges, SessionStore sessions, InvitationStore invitations, Clock clock) {
        this.challenges = challenges;
        this.sessions = sessions;
        this.invitations = invitations;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "account_forget";
    }

    @Override
    public Uni<JobOutcome> run(UUID subject) {
        Instant now = clock.instant();
        return challenges
                .forgetOver(now)
                .chain(() -> sessions.forgetOver(now))
                .chain(() -> invitations.forgetOver(now))
                .replaceWith(JobOutcome.againIn(EVERY));
    }
}
