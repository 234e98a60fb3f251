/**
 * The endpoints of signing in, invitations, members and one's own account.
 */
@NullMarked
package io.countersign.account.http;

import org.jspecify.annotations.NullMarked;
