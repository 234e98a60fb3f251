/**
 * The commands of the jar, one class each; {@link io.countersign.cli.Main} lists them. {@link io.countersign.cli.ServeCommand} is
 * what runs when none is named.
 */
@NullMarked
package io.countersign.cli;

import org.jspecify.annotations.NullMarked;
