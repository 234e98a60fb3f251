package io.countersign.journal;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;

/** An entry with its number: its leaf exactly as it was committed. */
public record NumberedEvent(long sequence, Bytes32 entry, Bytes leaf) {}
