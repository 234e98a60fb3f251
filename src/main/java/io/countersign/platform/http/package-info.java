/**
 * How every endpoint answers: problem+json, ETags, long polls, idempotency keys, body limits. Start with {@link
 * io.countersign.platform.http.Commands} and {@link io.countersign.platform.http.Reads}.
 */
@NullMarked
package io.countersign.platform.http;

import org.jspecify.annotations.NullMarked;
