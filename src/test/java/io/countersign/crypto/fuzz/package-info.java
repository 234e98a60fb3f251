/**
 * What Jazzer calls with millions of inputs, each refused by a MalformedException or right. {@link
 * io.countersign.crypto.fuzz.ParserFuzzTest} runs them, each in a process of its own with 256 MiB of heap.
 */
package io.countersign.crypto.fuzz;
