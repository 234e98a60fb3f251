/**
 * What operators are told: counts, states and times, and what is stuck for which reason.
 */
@NullMarked
package io.countersign.operator.model;

import org.jspecify.annotations.NullMarked;
