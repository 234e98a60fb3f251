/**
 * The one reader of the journal in a process, which tells all who wait and all streams of what is new. None of them holds a
 * connection to the database. Start with {@link io.countersign.journal.feed.JournalFeed}.
 */
@NullMarked
package io.countersign.journal.feed;

import org.jspecify.annotations.NullMarked;
