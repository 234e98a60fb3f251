package io.countersign.wallet.model;

import io.countersign.kernel.RefusalKind;
import io.countersign.kernel.RefusalReason;

/** Refusals about a wallet. */
public enum WalletRefusal implements RefusalReason {
    OTHER_NETWORK("other-network", RefusalKind.REFUSED, "This server serves another network"),
    POLICY_IMPOSSIBLE("policy-impossible", RefusalKind.REFUSED, "The policy is not possible"),
    SCRIPT_UNSUPPORTED("script-unsupported", RefusalKind.REFUSED, "The server does not make this script"),
    DESCRIPTOR_REFUSED("descriptor-refused", RefusalKind.REFUSED, "The descriptor can't be imported"),
    WALLET_FULL("wallet-full", RefusalKind.WRONG_STATE, "The wallet has all its keys"),
    WALLET_NOT_COLLECTING("wallet-not-collecting", RefusalKind.WRONG_STATE, "The wallet collects no keys any more"),
    WALLET_NOT_CONFIRMING("wallet-not-confirming", RefusalKind.WRONG_STATE, "The wallet has nothing to confirm"),
    WALLET_NOT_ACTIVE("wallet-not-active", RefusalKind.WRONG_STATE, "The wallet is not active"),
    NOT_AN_ADDRESS("not-an-address", RefusalKind.REFUSED, "This is no address of the network"),
    EXPORT_NOT_READY("export-not-ready", RefusalKind.WRONG_STATE, "The wallet has no descriptor yet");

    private final String slug;
    private final RefusalKind kind;
    private final String title;

    WalletRefusal(String slug, RefusalKind kind, String title) {
        this.slug = slug;
        this.kind = kind;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public RefusalKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }
}
