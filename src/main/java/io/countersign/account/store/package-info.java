/**
 * The tables of accounts, sessions, invitations and memberships.
 */
@NullMarked
package io.countersign.account.store;

import org.jspecify.annotations.NullMarked;
