/**
 * The script expressions of descriptors (BIP380 to 387, 389, 390) as a tree of values that is parsed, printed and derived. What a wallet
 * may be of them is {@code descriptor}'s to say. Start with {@code OutputExpression}.
 */
@NullMarked
package io.countersign.crypto.descriptor.expression;

import org.jspecify.annotations.NullMarked;
