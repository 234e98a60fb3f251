package io.countersign.operator.model;

import io.countersign.kernel.AccountId;
import io.countersign.kernel.KeyId;
import io.countersign.kernel.WalletId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key of a wallet in use. {@code provenAt} is when it last showed that it can still sign; null where it never has. */
public record KeyLook(
        KeyId id, WalletId walletId, @Nullable AccountId holder, String state, @Nullable Instant provenAt) {}
