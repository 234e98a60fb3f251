package io.countersign.account.model;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.LoginKeyId;
import java.time.Instant;

/** A login key that belongs to an account. */
public record BoundLoginKey(LoginKeyId id, AccountId accountId, LoginKey key, Instant createdAt) {}
