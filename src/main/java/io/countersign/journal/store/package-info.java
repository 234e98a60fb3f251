/**
 * The journal's tables.
 */
@NullMarked
package io.countersign.journal.store;

import org.jspecify.annotations.NullMarked;
