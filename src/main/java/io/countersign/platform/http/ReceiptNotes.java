package io.countersign.platform.http;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Signs receipts, after the commit of what they are for. The journal answers. */
public interface ReceiptNotes {

    /** The signed note of the entry with that leaf hash (64 hex digits) and time, the same for the same entry. */
    Uni<String> note(String entry, Instant time);
}
