package io.countersign.proposal.model;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.Entry;
import io.countersign.kernel.KeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key's no, said by its holder. */
public record Rejection(KeyId keyId, AccountId accountId, @Nullable String reason, Instant at, @Nullable Entry entry) {}
