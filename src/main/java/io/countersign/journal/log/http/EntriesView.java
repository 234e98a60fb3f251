package io.countersign.journal.log.http;

import io.countersign.crypto.bytes.Base64Text;
import io.countersign.journal.log.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries of the log as the wire has them. {@code nextFrom} is where to go on, also when there is nothing yet. */
public record EntriesView(List<EntryView> items, long nextFrom) {

    static EntriesView of(List<LogEntry> entries, long from) {
        return new EntriesView(entries.stream().map(EntryView::of).toList(), from + entries.size());
    }

    /** An entry: its leaf hash in hex, and in base64 the leaf, or null. */
    public record EntryView(long index, String entry, @Nullable String leaf) {
        static EntryView of(LogEntry entry) {
            return new EntryView(
                    entry.index(),
                    entry.entry().toHex(),
                    entry.leaf() == null ? null : Base64Text.encode(entry.leaf()));
        }
    }
}
