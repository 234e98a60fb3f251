/**
 * Who calls: access tokens, their keys, and the caller of the current request.
 */
@NullMarked
package io.countersign.platform.identity;

import org.jspecify.annotations.NullMarked;
