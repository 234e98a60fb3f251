/**
 * What the server tells of itself to those who watch it. Traces by OpenTelemetry: what is done for one request, through its transaction
 * to the jobs that it made. Off until a setting names where they go. Spans carry ids only.
 */
@NullMarked
package io.countersign.platform.telemetry;

import org.jspecify.annotations.NullMarked;
