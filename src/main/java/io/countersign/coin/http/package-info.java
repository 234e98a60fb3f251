/**
 * The endpoints of addresses.
 */
@NullMarked
package io.countersign.coin.http;

import org.jspecify.annotations.NullMarked;
