/**
 * The offline verifier: checks what a server shows against what a cosigner holds, and trusts the server in nothing. It stands on
 * {@code crypto} alone, so that it can be built, read and run without the server. Start with {@link
 * io.countersign.cli.verify.VerifyCommand}.
 */
@NullMarked
package io.countersign.cli.verify;

import org.jspecify.annotations.NullMarked;
