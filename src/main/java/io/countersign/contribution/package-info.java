/**
 * The intake of signed PSBTs: parse, verify every signature, then count them under the proposal's lock. The slice that all others
 * resemble: read it from {@code http} down.
 */
@NullMarked
package io.countersign.contribution;

import org.jspecify.annotations.NullMarked;
