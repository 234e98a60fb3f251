/**
 * Proposals to spend: created from a PSBT, frozen, signed, rejected, cancelled, expired. Every change passes {@link
 * io.countersign.proposal.ProposalService#change}.
 */
@NullMarked
package io.countersign.proposal;

import org.jspecify.annotations.NullMarked;
