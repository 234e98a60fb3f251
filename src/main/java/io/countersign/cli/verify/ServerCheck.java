package io.countersign.cli.verify;

import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.VerifierKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The distrustful client: reads what the server shows of one wallet, its proposals and the log, and checks all of it against what the
 * cosigner holds and against itself.
 */
final class ServerCheck {

    private static final String EVENTS = "events";
    private static final int MOST_LOOKS = 4;

    private final Report report;
    private final ServerAccess server;
    private final Holdings holdings;
    private final Pin pin;
    private final Clock clock;
    private String logKey = "";
    private String seenNow = "";

    ServerCheck(Report report, ServerAccess server, Holdings holdings, Pin pin, Clock clock) {
        this.report = report;
        this.server = server;
        this.holdings = holdings;
        this.pin = pin;
        this.clock = clock;
    }

    /** What is signed and proven must hold at every moment; the rest at one at which nothing happens meanwhile. */
    void run(String walletId) {
        for (int look = 1; look <= MOST_LOOKS; look++) {
            Trail trail = new Trail(report, walletId);
            report.attempt(LogCheck.LOG, () -> checkLog(walletId, trail));
            Report found = new Report();
            found.attempt(WalletCheck.WALLET, () -> checkWallet(found, walletId, trail));
            if (found.isRight() || look == MOST_LOOKS || !hasGone(walletId, trail)) {
                report.add(found);
                keepIfRight();
                return;
            }
        }
    }

    private boolean hasGone(String walletId, Trail trail) {
        return server.json("/v1/wallets/%s/events?limit=1&after=%d".formatted(walletId, trail.size()))
                .list("items")
                .findAny()
                .isPresent();
    }

    private void checkLog(String walletId, Trail trail) {
        Shown log = server.json("/v1/log");
        List<VerifierKey> keys = keys(log);
        LogClient client = new LogClient(report, server, clock, keys);
        client.checkIdentity(log);
        String note = client.newest(log);
        Checkpoint checkpoint = client.checkpoint(note, log.number("size"));
        holdings.checkpoint()
                .ifPresent(seen -> report.attempt(
                        LogCheck.CHECKPOINT, () -> client.checkGrowth(seen, checkpoint, log.number("size"))));
        client.read(checkpoint, trail::add);
        List<Shown> events = events(walletId, log);
        report.attempt(EVENTS, () -> trail.compareEvents(events, checkpoint.size()));
        for (Shown receipt : holdings.receipts()) {
            report.attempt(LogCheck.RECEIPT, () -> client.redeem(receipt));
        }
        logKey = keys.get(0).toString();
        seenNow = note;
    }

    private void keepIfRight() {
        if (report.isRight() && !seenNow.isEmpty()) {
            holdings.keep(logKey, seenNow);
        }
    }

    /** The pinned keys; at the first meeting those that the server names. */
    private List<VerifierKey> keys(Shown log) {
        List<String> pinned = holdings.logKeys();
        if (pinned.isEmpty()) {
            report.right(LogCheck.LOG, "No key of the log is pinned yet: the server's is taken and pinned now.");
        }
        return (pinned.isEmpty() ? List.of(log.text("verifierKey")) : pinned)
                .stream().map(VerifierKey::parse).toList();
    }

    private List<Shown> events(String walletId, Shown log) {
        List<Shown> events = new ArrayList<>();
        long after = 0;
        while (true) {
            Shown page = server.json("/v1/wallets/%s/events?limit=500&after=%d".formatted(walletId, after));
            report.requireSame(log.number("epoch"), page.number("epoch"), EVENTS, "The epoch");
            List<Shown> items = page.list("items").toList();
            events.addAll(items);
            long next = page.number("nextCursor");
            if (items.isEmpty() || next <= after) {
                return events;
            }
            after = next;
        }
    }

    private void checkWallet(Report found, String walletId, Trail trail) {
        Shown wallet = server.json("/v1/wallets/" + walletId);
        found.requireSame(walletId, wallet.text("id"), WalletCheck.WALLET, "The wallet's id");
        new WalletCheck(found, pin).run(wallet);
        new WalletTrail(found, wallet, trail).run();
        PersonalWord word = new PersonalWord(found, pin, Set.copyOf(holdings.loginKeys()));
        found.attempt(WalletCheck.WALLET, () -> word.checkConfirmations(wallet));
        found.attempt("addresses", () -> new AddressCheck(found, pin)
                .run(server.all("/v1/wallets/%s/addresses".formatted(walletId))));
        ProposalReader proposals = new ProposalReader(found, server, pin, wallet, trail, word);
        List<Shown> listed = server.all("/v1/wallets/%s/proposals".formatted(walletId));
        proposals.requireAll(listed);
        listed.forEach(proposal -> found.attempt(ProposalCheck.PROPOSAL, () -> proposals.check(proposal.text("id"))));
    }
}
