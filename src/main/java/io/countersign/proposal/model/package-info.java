/**
 * A proposal and its decisions. Plain Java. Start with {@link io.countersign.proposal.model.Proposal}.
 */
@NullMarked
package io.countersign.proposal.model;

import org.jspecify.annotations.NullMarked;
