/**
 * What the server is told and what it keeps beside its database: settings, the data directory, the key-encryption key. Start
 * reading at {@link io.countersign.platform.config.ServerConfig}.
 */
@NullMarked
package io.countersign.platform.config;

import org.jspecify.annotations.NullMarked;
