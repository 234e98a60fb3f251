/** Servers that are killed in the middle of their work: nothing that was committed is lost. */
package io.countersign.crash;
