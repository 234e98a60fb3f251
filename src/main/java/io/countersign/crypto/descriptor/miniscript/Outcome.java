package io.countersign.crypto.descriptor.miniscript;

/** What is known of satisfying an expression, and of dissatisfying it. */
record Outcome<R>(R satisfied, R dissatisfied) {}
