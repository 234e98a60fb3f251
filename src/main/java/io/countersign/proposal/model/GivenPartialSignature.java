package io.countersign.proposal.model;

import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.kernel.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A cosigner's partial signature in a signing session, found right. {@code entry} is absent until it is stored. */
public record GivenPartialSignature(MusigSeat seat, MusigPartialSignature partial, Instant at, @Nullable Entry entry) {}
