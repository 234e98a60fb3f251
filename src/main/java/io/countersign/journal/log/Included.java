package io.countersign.journal.log;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.merkle.InclusionProof;
import java.util.Optional;

/** An entry with the proof that it stands in the log, up to a size, and the checkpoint of that size if one was signed. */
public record Included(Bytes32 entry, InclusionProof proof, Optional<SignedCheckpoint> checkpoint) {}
