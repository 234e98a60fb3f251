/**
 * Immutable byte strings, their text forms, and the reader and writer of Bitcoin's wire encoding. Everything else in {@code
 * crypto} is built on these.
 */
@NullMarked
package io.countersign.crypto.bytes;

import org.jspecify.annotations.NullMarked;
