/**
 * The one announcement: every change of state is appended here in its own transaction, numbered after the commit, and read by all
 * who follow. Start with {@link io.countersign.journal.Journal}.
 */
@NullMarked
package io.countersign.journal;

import org.jspecify.annotations.NullMarked;
