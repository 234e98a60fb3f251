/**
 * The log's endpoints.
 */
@NullMarked
package io.countersign.journal.log.http;

import org.jspecify.annotations.NullMarked;
