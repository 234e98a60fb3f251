package io.countersign.journal.log.store;

/** Which key signed in which epoch. */
public record StoredIdentity(int epoch, int generation, StoredLogKey key) {}
