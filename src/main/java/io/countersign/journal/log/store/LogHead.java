package io.countersign.journal.log.store;

/** How far the journal is numbered, in which epoch, and which key signs. */
public record LogHead(int epoch, long size, int generation) {}
