/**
 * Scripts as bytes: how to build, read and recognise them, multisig scripts, and addresses. No script is executed here; that is
 * {@code finalize}'s work. Start with {@code OutputScript} and {@code Multisig}.
 */
@NullMarked
package io.countersign.crypto.script;

import org.jspecify.annotations.NullMarked;
