/**
 * Login keys, challenges, roles and invitations as values. Plain Java.
 */
@NullMarked
package io.countersign.account.model;

import org.jspecify.annotations.NullMarked;
