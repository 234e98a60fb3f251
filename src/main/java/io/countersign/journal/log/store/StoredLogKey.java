package io.countersign.journal.log.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import java.time.Instant;

/** A key of the log as its row has it: the seed is encrypted. */
public record StoredLogKey(int generation, Bytes32 publicKey, Bytes sealedSeed, Instant createdAt) {}
