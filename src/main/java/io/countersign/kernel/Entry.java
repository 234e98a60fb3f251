package io.countersign.kernel;

import io.countersign.crypto.bytes.Bytes32;
import java.time.Instant;

/** An event as it was written into the journal: its leaf hash (RFC 9162) and its time. A receipt names it. */
public record Entry(EventType type, Bytes32 hash, Instant time) {}
