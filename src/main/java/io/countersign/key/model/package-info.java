/**
 * A registered key and its decisions. Plain Java.
 */
@NullMarked
package io.countersign.key.model;

import org.jspecify.annotations.NullMarked;
