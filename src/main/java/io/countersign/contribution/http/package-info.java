/**
 * The endpoint of contributions.
 */
@NullMarked
package io.countersign.contribution.http;

import org.jspecify.annotations.NullMarked;
