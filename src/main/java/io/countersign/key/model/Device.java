package io.countersign.key.model;

import org.jspecify.annotations.Nullable;

/** The device that a key was made on, as its holder says. */
public record Device(@Nullable String model, @Nullable String firmware) {}
