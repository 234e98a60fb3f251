package io.countersign.account.model;

import io.countersign.kernel.AccountId;

/** An account. The operator's role gives nothing in any wallet. */
public record Account(AccountId id, String displayName, boolean isOperator) {}
