/**
 * The development chain's endpoints. They exist only where it is the backend.
 */
@NullMarked
package io.countersign.chain.dev.http;

import org.jspecify.annotations.NullMarked;
