package io.countersign.journal.log;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/** An entry of the log: its hash for all, its leaf for those who may read it, unless it has been erased. */
public record LogEntry(long index, Bytes32 entry, @Nullable Bytes leaf) {}
