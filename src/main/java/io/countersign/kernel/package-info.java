/**
 * Words that all features share: ids, refusals, changes and events, pages. Plain Java, without behaviour of any feature.
 */
@NullMarked
package io.countersign.kernel;

import org.jspecify.annotations.NullMarked;
