package io.countersign.platform.http;

import io.countersign.kernel.Entry;
import java.time.Instant;

/** A receipt: the journal entry that tells of what was done, by its leaf hash, and its time. */
public record ReceiptView(String entry, Instant time) {

    public static ReceiptView of(Entry entry) {
        return new ReceiptView(entry.hash().toHex(), entry.time());
    }
}
