/**
 * The endpoints of proposals.
 */
@NullMarked
package io.countersign.proposal.http;

import org.jspecify.annotations.NullMarked;
