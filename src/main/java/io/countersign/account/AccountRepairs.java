package io.countersign.account;

import io.countersign.account.model.AccountRefusal;
import io.countersign.account.store.AccountRepairStore;
import io.countersign.journal.Journal;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.RepairCommand;
import io.countersign.platform.db.Answer;
import io.countersign.platform.db.Transactions;
import io.countersign.platform.identity.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** What an operator may do to an account: shut it out, let it in again, and end its sessions. Its memberships and keys stay. */
@ApplicationScoped
public class AccountRepairs {

    private final AccountRepairStore store;
    private final Transactions transactions;
    private final Journal journal;
    private final Clock clock;

    AccountRepairs(AccountRepairStore store, Transactions transactions, Journal journal, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.journal = journal;
        this.clock = clock;
    }

    /** Shuts an account out and ends its sessions; never the last operator's that is not shut out. */
    @RepairCommand
    public Uni<Answer> disable(Caller operator, AccountId id) {
        return transactions.answering(() -> store.lock(id)
                .call(account -> account.isOperator() && !account.isDisabled()
                        ? store.lockOperators().invoke(AccountRepairs::requireAnother)
                        : Uni.createFrom().voidItem())
                .chain(account -> account.isDisabled() ? none() : store.disable(id, clock.instant()))
                .call(changed -> store.endSessions(id))
                .chain(changed -> told(operator, EventType.ACCOUNT_DISABLED, id, changed))
                .replaceWith(Answer.noContent()));
    }

    /** Lets a disabled account sign in again. */
    @RepairCommand
    public Uni<Answer> enable(Caller operator, AccountId id) {
        return transactions.answering(() -> store.lock(id)
                .chain(account -> account.isDisabled() ? store.enable(id) : none())
                .chain(changed -> told(operator, EventType.ACCOUNT_ENABLED, id, changed))
                .replaceWith(Answer.noContent()));
    }

    /** Ends all sessions of an account: its access and refresh tokens are refused at once. */
    @RepairCommand
    public Uni<Answer> revokeSessions(Caller operator, AccountId id) {
        return transactions.answering(() -> store.lock(id)
                .chain(account -> store.endSessions(id))
                .chain(ended -> told(operator, EventType.ACCOUNT_SESSIONS_REVOKED, id, ended))
                .replaceWith(Answer.noContent()));
    }

    /** What changed nothing is not told. */
    private Uni<Void> told(Caller operator, EventType type, AccountId id, int changed) {
        return changed == 0
                ? Uni.createFrom().voidItem()
                : journal.append(operator.accountId(), List.of(Event.of(type, Field.word("accountId", id.toString()))))
                        .replaceWithVoid();
    }

    private static Uni<Integer> none() {
        return Uni.createFrom().item(0);
    }

    private static void requireAnother(int operators) {
        if (operators <= 1) {
            throw AccountRefusal.LAST_OPERATOR.refuse(
                    "This is the last operator who can sign in; invite another operator first.");
        }
    }
}
