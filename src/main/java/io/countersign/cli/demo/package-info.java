/**
 * The demo: a whole 2-of-3 spend on the development chain, played through HTTP alone, as any client would. It knows the server by its
 * interface only. Start reading at {@link io.countersign.cli.demo.TwoOfThreeSpend}.
 */
@NullMarked
package io.countersign.cli.demo;

import org.jspecify.annotations.NullMarked;
