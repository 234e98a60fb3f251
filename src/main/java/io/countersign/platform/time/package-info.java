/**
 * The only place that asks the machine for the time, for randomness or for a new id, so that tests can foresee all three. Everything
 * else has {@link java.time.Clock}, {@link io.countersign.platform.time.Randomness} or {@link io.countersign.platform.time.Ids}
 * injected.
 */
@NullMarked
package io.countersign.platform.time;

import org.jspecify.annotations.NullMarked;
