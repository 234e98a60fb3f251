/**
 * The table of cosigners' keys.
 */
@NullMarked
package io.countersign.key.store;

import org.jspecify.annotations.NullMarked;
