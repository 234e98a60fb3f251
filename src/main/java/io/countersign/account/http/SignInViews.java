package io.countersign.account.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.account.SessionService.SignedIn;
import io.countersign.account.model.Account;
import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.Challenge;
import io.countersign.account.model.Invitation;
import io.countersign.account.model.Me;
import io.countersign.account.model.Member;
import io.countersign.account.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What signing in and accounts answer, as the wire has it. */
public final class SignInViews {

    private SignInViews() {}

    /** A challenge: one line to be signed by a login key. */
    public record ChallengeView(String challengeId, String message, Instant expiresAt) {
        static ChallengeView of(Challenge challenge) {
            return new ChallengeView(challenge.id().toString(), challenge.message(), challenge.expiresAt());
        }
    }

    /** An account. */
    public record AccountView(String id, String displayName, boolean operator) {
        static AccountView of(Account account) {
            return new AccountView(account.id().toString(), account.displayName(), account.isOperator());
        }
    }

    /** The tokens of a session. */
    public record TokensView(
            String accessToken, String refreshToken, Instant expiresAt, Instant refreshExpiresAt, AccountView account) {
        static TokensView of(SignedIn signedIn) {
            return new TokensView(
                    signedIn.accessToken(),
                    signedIn.refreshToken(),
                    signedIn.expiresAt(),
                    signedIn.refreshExpiresAt(),
                    AccountView.of(signedIn.account()));
        }
    }

    /** A login key: with its public key, or with its address. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LoginKeyView(
            String id, String type, @Nullable String publicKey, @Nullable String address, Instant createdAt) {
        static LoginKeyView of(BoundLoginKey bound) {
            boolean isAddress = bound.key().isAddress();
            return new LoginKeyView(
                    bound.id().toString(),
                    bound.key().type().word(),
                    isAddress ? null : bound.key().identifier(),
                    isAddress ? bound.key().identifier() : null,
                    bound.createdAt());
        }
    }

    /** The roles of the account in a wallet. */
    public record MembershipView(String walletId, List<String> roles) {}

    /** One's own account. */
    public record MeView(AccountView account, List<LoginKeyView> loginKeys, List<MembershipView> memberships) {
        static MeView of(Me me) {
            return new MeView(
                    AccountView.of(me.account()),
                    me.loginKeys().stream().map(LoginKeyView::of).toList(),
                    me.memberships().entrySet().stream()
                            .map(entry -> new MembershipView(entry.getKey().toString(), words(entry.getValue())))
                            .toList());
        }
    }

    /** A member of a wallet. */
    public record MemberView(String accountId, String displayName, List<String> roles, List<LoginKeyView> loginKeys) {
        static MemberView of(Member member) {
            return new MemberView(
                    member.accountId().toString(),
                    member.displayName(),
                    words(member.roles()),
                    member.loginKeys().stream().map(LoginKeyView::of).toList());
        }
    }

    /** An invitation that was made; its code is shown this once. */
    public record InvitedView(String id, String code, @Nullable Instant expiresAt) {
        static InvitedView of(Invitation invitation, String code) {
            return new InvitedView(invitation.id().toString(), code, invitation.expiresAt());
        }
    }

    /** An invitation, without its code. */
    public record InvitationView(
            String id,
            String role,
            @Nullable String walletId,
            @Nullable String keyId,
            String state,
            @Nullable String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        static InvitationView of(Invitation invitation, Instant now) {
            return new InvitationView(
                    invitation.id().toString(),
                    invitation.role(),
                    text(invitation.walletId()),
                    text(invitation.keyId()),
                    invitation.stateAt(now),
                    text(invitation.createdBy()),
                    invitation.createdAt(),
                    invitation.expiresAt());
        }
    }

    private static List<String> words(Set<Role> roles) {
        return roles.stream().sorted().map(Role::word).toList();
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }
}
