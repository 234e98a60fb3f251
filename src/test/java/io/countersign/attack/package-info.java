/** Attempts that must fail, each with its own problem type, and leave nothing behind. */
package io.countersign.attack;
