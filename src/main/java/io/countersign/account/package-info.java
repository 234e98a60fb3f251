/**
 * Accounts: how they come to be by invitation, sign in by a login key, and what roles they have in wallets.
 */
@NullMarked
package io.countersign.account;

import org.jspecify.annotations.NullMarked;
