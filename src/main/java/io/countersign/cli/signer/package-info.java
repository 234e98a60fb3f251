/**
 * Software signers for development: they play cosigners' devices and phones on test networks. The one place that calls the native
 * {@code sign}; nothing but {@code cli.demo} and the list of commands may import it, and the server never does. Start reading at
 * {@link io.countersign.cli.signer.SoftwareSigner}.
 */
@NullMarked
package io.countersign.cli.signer;

import org.jspecify.annotations.NullMarked;
