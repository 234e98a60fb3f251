package io.countersign.coin.http;

import org.jspecify.annotations.Nullable;

/** What an address is for, and whether it is one for change. */
public record IssueAddressRequest(@Nullable String label, @Nullable Boolean change) {}
