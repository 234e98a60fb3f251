package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.verify.ExpectedSpend;

/** A proposal that has passed every check of its making: its facts, what signatures must commit to, and the PSBT for devices. */
public record SpendDraft(ProposalFacts facts, ExpectedSpend spend, Bytes frozenPsbt) {}
