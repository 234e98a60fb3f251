/**
 * The table of signing keys. Private parts stand in it encrypted only.
 */
@NullMarked
package io.countersign.platform.identity.store;

import org.jspecify.annotations.NullMarked;
