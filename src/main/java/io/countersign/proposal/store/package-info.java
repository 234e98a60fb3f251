/**
 * The tables of proposals, their inputs, outputs, signatures and rejections.
 */
@NullMarked
package io.countersign.proposal.store;

import org.jspecify.annotations.NullMarked;
