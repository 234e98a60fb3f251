/**
 * What the server is told at its start, and what it keeps outside the database: the data directory and the key-encryption key.
 */
@NullMarked
package io.countersign.platform.config;

import org.jspecify.annotations.NullMarked;
