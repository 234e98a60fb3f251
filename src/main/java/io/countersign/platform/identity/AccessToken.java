package io.countersign.platform.identity;

import io.countersign.kernel.AccountId;
import java.time.Instant;
import java.util.UUID;

/** What a right access token says. Whether its session still lives is another question. */
public record AccessToken(AccountId accountId, UUID sessionId, Instant expiresAt) {}
