package io.countersign.operator.model;

import java.time.Duration;

/** How long each step of a proposal may take before it counts as stuck. */
public record Patience(Duration signatures, Duration broadcast, Duration confirmation, Duration beforeExpiry) {}
