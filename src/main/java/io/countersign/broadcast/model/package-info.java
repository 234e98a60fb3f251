/**
 * What a look at the chain means for a final transaction. Pure.
 */
@NullMarked
package io.countersign.broadcast.model;

import org.jspecify.annotations.NullMarked;
