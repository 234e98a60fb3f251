package io.countersign.account.model;

import io.countersign.kernel.RefusalKind;
import io.countersign.kernel.RefusalReason;

/** Refusals about accounts. */
public enum AccountRefusal implements RefusalReason {
    SIGN_IN_REFUSED("sign-in-refused", RefusalKind.UNAUTHENTICATED, "The sign-in is not right"),
    REFRESH_REFUSED("refresh-refused", RefusalKind.UNAUTHENTICATED, "The refresh token is not valid"),
    LOGIN_KEY_MALFORMED("login-key-malformed", RefusalKind.REFUSED, "The login key can't be used"),
    LOGIN_KEY_BOUND("login-key-bound", RefusalKind.WRONG_STATE, "The login key belongs to an account already"),
    LOGIN_KEY_IS_WALLET_KEY("login-key-is-wallet-key", RefusalKind.REFUSED, "The login key is a child of a wallet key"),
    LOGIN_KEY_UNPROVEN("login-key-unproven", RefusalKind.REFUSED, "The new login key did not sign the challenge"),
    LAST_LOGIN_KEY("last-login-key", RefusalKind.WRONG_STATE, "This is the account's last login key"),
    LAST_OWNER("last-owner", RefusalKind.WRONG_STATE, "This is the wallet's last owner"),
    LAST_OPERATOR("last-operator", RefusalKind.WRONG_STATE, "This is the last operator who can sign in"),
    ROLE_UNKNOWN("role-unknown", RefusalKind.REFUSED, "There is no such role"),
    INVITATION_NOT_OPEN("invitation-not-open", RefusalKind.WRONG_STATE, "The invitation is not open any more");

    private final String slug;
    private final RefusalKind kind;
    private final String title;

    AccountRefusal(String slug, RefusalKind kind, String title) {
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
