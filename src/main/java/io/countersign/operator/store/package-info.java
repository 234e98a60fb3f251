/**
 * Reads over the tables of all features, for operators.
 */
@NullMarked
package io.countersign.operator.store;

import org.jspecify.annotations.NullMarked;
