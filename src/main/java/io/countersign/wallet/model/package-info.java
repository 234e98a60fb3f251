/**
 * A wallet and its decisions. Plain Java.
 */
@NullMarked
package io.countersign.wallet.model;

import org.jspecify.annotations.NullMarked;
