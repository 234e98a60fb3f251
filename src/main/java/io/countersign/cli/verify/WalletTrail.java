package io.countersign.cli.verify;

import java.util.List;

/** A wallet's keys and state against what the log tells of them. */
final class WalletTrail {

    private static final String WALLET = WalletCheck.WALLET;

    private final Report report;
    private final Shown wallet;
    private final Trail trail;

    WalletTrail(Report report, Shown wallet, Trail trail) {
        this.report = report;
        this.wallet = wallet;
        this.trail = trail;
    }

    void run() {
        report.attempt(WALLET, () -> wallet.list("keys").forEach(this::checkKey));
        report.attempt(WALLET, this::checkState);
    }

    private void checkKey(Shown key) {
        String state = key.text("state");
        List<Shown> told = trail.ofKey(key.text("id"));
        String last =
                told.isEmpty() ? "" : told.get(told.size() - 1).get("data").textOrEmpty("state");
        report.require(
                last.isEmpty() || state.equals(last),
                WALLET,
                "The key at position %d is shown as %s, and the log's last word of it is %s."
                        .formatted(key.number("position"), state, last));
        boolean isConfirmed = told.stream().anyMatch(leaf -> leaf.text("type").equals("key.confirmed"));
        report.require(
                !state.equals("confirmed") || isConfirmed,
                WALLET,
                "A key is shown as confirmed, and the log does not tell of it.");
    }

    private void checkState() {
        String state = wallet.text("state");
        report.require(
                !state.equals("active") || !trail.ofType("wallet.activated").isEmpty(),
                WALLET,
                "The wallet is shown as active, and the log does not tell of it.");
        report.require(
                state.equals("frozen") == !trail.ofType("wallet.frozen").isEmpty(),
                WALLET,
                "Whether the wallet is frozen is not what the log tells.");
        report.require(
                !(state.equals("collecting_keys") || state.equals("confirming"))
                        || trail.ofType("wallet.activated").isEmpty(),
                WALLET,
                "The log tells that the wallet was activated, and it is shown as %s.".formatted(state));
    }
}
