/**
 * Where requests are let in: the authentication filter, and the server's own keys for others that verify its tokens.
 */
@NullMarked
package io.countersign.platform.identity.http;

import org.jspecify.annotations.NullMarked;
