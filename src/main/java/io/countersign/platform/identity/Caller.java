package io.countersign.platform.identity;

import io.countersign.kernel.AccountId;
import java.time.Instant;
import java.util.UUID;

/** Who calls, proven by an access token: the account, its session, and until when the token holds. */
public record Caller(AccountId accountId, UUID sessionId, boolean isOperator, Instant tokenExpiresAt) {}
