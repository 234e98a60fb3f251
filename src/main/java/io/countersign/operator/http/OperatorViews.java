package io.countersign.operator.http;

import io.countersign.kernel.KeyId;
import io.countersign.operator.model.AccountLook;
import io.countersign.operator.model.ChainLook;
import io.countersign.operator.model.DeliveryLook;
import io.countersign.operator.model.Diagnosis;
import io.countersign.operator.model.JobLook;
import io.countersign.operator.model.KeyLook;
import io.countersign.operator.model.Overview;
import io.countersign.operator.model.ProposalLook;
import io.countersign.operator.model.StuckReason;
import io.countersign.operator.model.WalletLook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operators' resources as the wire has them. */
public final class OperatorViews {

    private OperatorViews() {}

    /** The server at a glance. */
    public record OverviewView(
            Map<String, TallyView> wallets,
            Map<String, TallyView> proposals,
            long signaturesAwaited,
            Map<String, TallyView> jobs,
            Map<String, TallyView> deliveries,
            Map<String, TallyView> accounts,
            ChainView chain,
            JournalView journal) {

        static OverviewView of(Overview overview, ChainLook chain) {
            return new OverviewView(
                    tallies(overview.wallets()),
                    tallies(overview.proposals()),
                    overview.signaturesAwaited(),
                    tallies(overview.jobs()),
                    tallies(overview.deliveries()),
                    tallies(overview.accounts()),
                    ChainView.of(chain),
                    new JournalView(
                            overview.journal().epoch(),
                            overview.journal().size(),
                            overview.journal().queued()));
        }

        private static Map<String, TallyView> tallies(Map<String, Overview.Tally> tallies) {
            Map<String, TallyView> views = new java.util.TreeMap<>();
            tallies.forEach((state, tally) -> views.put(state, new TallyView(tally.count(), tally.oldestAt())));
            return views;
        }
    }

    /** How many there are in a state, and since when the oldest. */
    public record TallyView(long count, @Nullable Instant oldestAt) {}

    /** The journal: entries with a number, and those that wait for theirs. */
    public record JournalView(int epoch, long size, long queued) {}

    /** The chain; {@code height}, {@code hash} and {@code lagSeconds} are null while it is down, and {@code problem} says why. */
    public record ChainView(
            String backend,
            String network,
            boolean up,
            @Nullable Integer height,
            @Nullable String hash,
            @Nullable Long lagSeconds,
            @Nullable String problem) {

        static ChainView of(ChainLook chain) {
            return new ChainView(
                    chain.backend(),
                    chain.network(),
                    chain.isUp(),
                    chain.height(),
                    chain.hash(),
                    chain.lagSeconds(),
                    chain.problem());
        }
    }

    /** A wallet's form, state and counts. */
    public record OperatorWalletView(
            String id,
            String network,
            String state,
            String script,
            int threshold,
            int total,
            Instant createdAt,
            long members,
            Map<String, Long> keys,
            Map<String, Long> proposals) {

        static OperatorWalletView of(WalletLook wallet) {
            return new OperatorWalletView(
                    wallet.id().toString(),
                    wallet.network(),
                    wallet.state(),
                    wallet.script(),
                    wallet.threshold(),
                    wallet.total(),
                    wallet.createdAt(),
                    wallet.members(),
                    new java.util.TreeMap<>(wallet.keys()),
                    new java.util.TreeMap<>(wallet.proposals()));
        }
    }

    /** A proposal's progress; {@code stuck} where it does not get on. */
    public record OperatorProposalView(
            String id,
            String walletId,
            String state,
            Instant createdAt,
            Instant expiresAt,
            Instant activeAt,
            int signaturesRequired,
            int signaturesCollected,
            List<String> waitingFor,
            @Nullable String failureReason,
            @Nullable StuckView stuck,
            @Nullable JobView job) {

        static OperatorProposalView of(ProposalLook proposal, Diagnosis diagnosis) {
            Optional<StuckReason> reason = diagnosis.of(proposal);
            JobLook job = proposal.job();
            return new OperatorProposalView(
                    proposal.id().toString(),
                    proposal.walletId().toString(),
                    proposal.state(),
                    proposal.createdAt(),
                    proposal.expiresAt(),
                    proposal.activeAt(),
                    proposal.threshold(),
                    proposal.signed().size(),
                    proposal.state().equals("collecting")
                            ? proposal.waitingFor().stream()
                                    .map(KeyId::toString)
                                    .toList()
                            : List.of(),
                    proposal.failureReason(),
                    reason.map(why -> new StuckView(why.word(), why.remedy())).orElse(null),
                    job == null ? null : JobView.of(job));
        }
    }

    /** Why a proposal is stuck, and what would help. */
    public record StuckView(String reason, String remedy) {}

    /** Later work. */
    public record JobView(
            String id,
            String kind,
            String subject,
            String state,
            Instant runAt,
            int attempts,
            @Nullable String lastError) {

        static JobView of(JobLook job) {
            return new JobView(
                    job.id().toString(),
                    job.kind(),
                    job.subject().toString(),
                    job.state().word(),
                    job.runAt(),
                    job.attempts(),
                    job.lastError());
        }
    }

    /** A key of a wallet in use, and when it last showed that it can still sign. */
    public record OperatorKeyView(
            String id, String walletId, @Nullable String holder, String state, @Nullable Instant lastProofAt) {

        static OperatorKeyView of(KeyLook key) {
            return new OperatorKeyView(
                    key.id().toString(),
                    key.walletId().toString(),
                    key.holder() == null ? null : key.holder().toString(),
                    key.state(),
                    key.provenAt());
        }
    }

    /** An account. */
    public record OperatorAccountView(
            String id,
            String displayName,
            boolean operator,
            String state,
            Instant createdAt,
            @Nullable Instant disabledAt,
            long loginKeys,
            long sessions,
            long wallets) {

        static OperatorAccountView of(AccountLook account) {
            return new OperatorAccountView(
                    account.id().toString(),
                    account.displayName(),
                    account.isOperator(),
                    account.disabledAt() == null ? "active" : "disabled",
                    account.createdAt(),
                    account.disabledAt(),
                    account.loginKeys(),
                    account.sessions(),
                    account.wallets());
        }
    }

    /** A webhook's delivery, without the address that it goes to. */
    public record OperatorDeliveryView(
            String id,
            String webhookId,
            String accountId,
            String webhookState,
            String type,
            String state,
            long attempts,
            @Nullable Instant lastAttemptAt,
            @Nullable Integer lastStatus,
            @Nullable String lastError,
            @Nullable Instant nextAttemptAt) {

        static OperatorDeliveryView of(DeliveryLook delivery) {
            return new OperatorDeliveryView(
                    delivery.id().toString(),
                    delivery.webhookId().toString(),
                    delivery.accountId().toString(),
                    delivery.webhookState(),
                    delivery.type(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.lastAttemptAt(),
                    delivery.lastStatus(),
                    delivery.lastError(),
                    delivery.nextAttemptAt());
        }
    }

    /** How many transactions a rescan looks for. */
    public record RescanView(int transactions) {}
}
