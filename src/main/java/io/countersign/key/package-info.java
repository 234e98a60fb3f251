/**
 * One cosigner key's life: registered, proven, confirmed, and later retired or compromised. The ceremony that brings the keys of a
 * wallet together belongs to {@code wallet}.
 */
@NullMarked
package io.countersign.key;

import org.jspecify.annotations.NullMarked;
