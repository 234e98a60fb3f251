/**
 * The journal's endpoints.
 */
@NullMarked
package io.countersign.journal.http;

import org.jspecify.annotations.NullMarked;
