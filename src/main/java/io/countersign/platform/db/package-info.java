/**
 * Transactions on the one session of a command, and the wake-ups that follow a commit.
 */
@NullMarked
package io.countersign.platform.db;

import org.jspecify.annotations.NullMarked;
