/**
 * The only place that moves computation off the event loop.
 */
@NullMarked
package io.countersign.platform.work;

import org.jspecify.annotations.NullMarked;
