/**
 * The operators' endpoints, all below {@code /v1/operator}.
 */
@NullMarked
package io.countersign.operator.http;

import org.jspecify.annotations.NullMarked;
