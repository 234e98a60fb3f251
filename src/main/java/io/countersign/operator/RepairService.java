package io.countersign.operator;

import io.countersign.account.AccountRepairs;
import io.countersign.journal.Journal;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.CommonRefusal;
import io.countersign.kernel.DeliveryId;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.JobId;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.job.JobRepairs;
import io.countersign.proposal.Rescan;
import io.countersign.webhook.DeliveryRepairs;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** What operators set right. Each repair is told by the journal, with its operator. */
@ApplicationScoped
public class RepairService {

    private static final Logger LOG = Logger.getLogger(RepairService.class);

    private final AccountRepairs accounts;
    private final JobRepairs jobs;
    private final Rescan rescan;
    private final DeliveryRepairs deliveries;
    private final Transactions transactions;
    private final Journal journal;

    RepairService(
            AccountRepairs accounts,
            JobRepairs jobs,
            Rescan rescan,
            DeliveryRepairs deliveries,
            Transactions transactions,
            Journal journal) {
        this.accounts = accounts;
        this.jobs = jobs;
        this.rescan = rescan;
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.journal = journal;
    }

    public Uni<Answer> disable(Caller operator, AccountId id) {
        return accounts.disable(operator, id).invoke(() -> log(operator, "account disabled accountId=" + id));
    }

    public Uni<Answer> enable(Caller operator, AccountId id) {
        return accounts.enable(operator, id).invoke(() -> log(operator, "account enabled accountId=" + id));
    }

    public Uni<Answer> revokeSessions(Caller operator, AccountId id) {
        return accounts.revokeSessions(operator, id).invoke(() -> log(operator, "sessions revoked accountId=" + id));
    }

    /** Has a webhook's delivery sent again; 404 where there is none, or its webhook is disabled. */
    public Uni<Answer> redeliver(Caller operator, DeliveryId id) {
        return transactions
                .answering(() -> deliveries
                        .sendAgain(id)
                        .invoke(RepairService::requireFound)
                        .chain(() -> journal.append(
                                operator.accountId(),
                                List.of(Event.of(
                                        EventType.DELIVERY_REDELIVERED, Field.word("deliveryId", id.toString())))))
                        .replaceWith(Answer.noContent()))
                .invoke(() -> log(operator, "delivery redelivered deliveryId=" + id));
    }

    /** Makes a waiting job due now. */
    public Uni<Answer> retry(Caller operator, JobId jobId) {
        return transactions
                .answering(() -> jobs.retry(jobId)
                        .chain(kind -> journal.append(
                                operator.accountId(),
                                List.of(Event.of(
                                        EventType.JOB_RETRIED,
                                        Field.word("jobId", jobId.toString()),
                                        Field.word("kind", kind)))))
                        .replaceWith(Answer.noContent()))
                .invoke(() -> log(operator, "job retried jobId=" + jobId));
    }

    /** Looks for every final transaction on the chain anew; {@code render} is given their number. */
    public Uni<Answer> rescan(Caller operator, Function<Integer, Answer> render) {
        return transactions
                .answering(() -> rescan.begin()
                        .call(number -> journal.append(
                                operator.accountId(),
                                List.of(Event.of(EventType.CHAIN_RESCANNED, Field.count("transactions", number)))))
                        .map(render))
                .invoke(() -> log(operator, "chain rescanned"));
    }

    private static void requireFound(boolean isFound) {
        if (!isFound) {
            throw CommonRefusal.nothingHere();
        }
    }

    private static void log(Caller operator, String what) {
        LOG.infof("%s operator=%s", what, operator.accountId());
    }
}
