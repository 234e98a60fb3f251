/**
 * HTTP to addresses that somebody else chose: every address of a name is judged before a connection, which goes to exactly the
 * judged address, and nothing but a status and one header of the answer is looked at. Knows no feature. Start with
 * {@link io.countersign.platform.outbound.Poster}; what may be reached stands in {@link io.countersign.platform.outbound.AddressRules}.
 */
@NullMarked
package io.countersign.platform.outbound;

import org.jspecify.annotations.NullMarked;
