/**
 * Glue between the features and the framework: database, HTTP, identity, work off the event loop, jobs, time, configuration. Knows
 * no feature.
 */
@NullMarked
package io.countersign.platform;

import org.jspecify.annotations.NullMarked;
