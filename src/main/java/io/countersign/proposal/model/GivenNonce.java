package io.countersign.proposal.model;

import io.countersign.crypto.ec.MusigNonce;
import io.countersign.kernel.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A cosigner's public nonce in a signing session. {@code entry} is absent until it is stored. */
public record GivenNonce(MusigSeat seat, MusigNonce nonce, Instant at, @Nullable Entry entry) {}
