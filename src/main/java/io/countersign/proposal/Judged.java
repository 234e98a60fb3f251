package io.countersign.proposal;

import io.countersign.crypto.tx.Transaction;
import io.countersign.proposal.model.Collected;
import io.countersign.proposal.model.Offered;
import java.util.function.Function;

/** A contribution every part of which is right, and how a final transaction is made of all that was collected. */
public record Judged(Offered offered, Function<Collected, Transaction> assemble) {}
