package io.countersign.journal.log;

/** Who the log is and how large. */
public record LogState(LogIdentities identities, int epoch, long size) {}
