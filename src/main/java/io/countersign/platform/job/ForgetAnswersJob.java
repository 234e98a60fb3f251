package io.countersign.platform.job;

import io.countersign.platform.db.StoredAnswers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Forgets answers under idempotency keys that are older than 24 hours. Its one job is a row of the migrations and never done. */
@ApplicationScoped
public class ForgetAnswersJob implements JobHandler {

    private static final Duration EVERY = Duration.ofHours(1);

    private final StoredAnswers answers;

    ForgetAnswersJob(StoredAnswers answers) {
        this.answers = answers;
    }

    @Override
    public String kind() {
        return "stored_answer_forget";
    }

    @Override
    public Uni<JobOutcome> run(UUID subject) {
        return answers.forgetOld().replaceWith(JobOutcome.againIn(EVERY));
    }
}
