/**
 * Judges what cosigners hand in: every signature is checked against the hash that this server works out from its own facts. Nothing
 * of an upload enters but input, key and signature. Start reading at {@link io.countersign.crypto.verify.ContributionVerifier}.
 */
@NullMarked
package io.countersign.crypto.verify;

import org.jspecify.annotations.NullMarked;
