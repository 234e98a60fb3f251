package io.countersign.platform.job;

/** The start has succeeded and the server listens: background work may begin. Of a start that is refused there is none. */
public record ServingEvent() {}
