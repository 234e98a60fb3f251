package io.countersign.cli.verify;

/**
 * One thing that was looked at.
 *
 * @param check its name, for scripts
 * @param detail one sentence for a person
 */
record Finding(String check, boolean isRight, String detail) {}
