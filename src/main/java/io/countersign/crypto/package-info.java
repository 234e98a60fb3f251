/**
 * The crypto module: Bitcoin as values and pure functions. No framework, no I/O, no clock, no randomness, no logging; it
 * imports nothing else of this project. Start with {@code psbt} and {@code verify}.
 */
@NullMarked
package io.countersign.crypto;

import org.jspecify.annotations.NullMarked;
