package io.countersign.proposal.http;

import io.countersign.platform.http.ReceiptView;

/** The receipt of a rejection, and the proposal after it. */
public record RejectionView(ReceiptView receipt, ProposalView proposal) {}
