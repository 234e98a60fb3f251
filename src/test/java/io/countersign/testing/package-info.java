/** What tests share: the official vectors, and facts made the same way every time. */
package io.countersign.testing;
