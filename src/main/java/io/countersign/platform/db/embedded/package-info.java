/**
 * The PostgreSQL that comes with the server: unpacked, made and run in the data directory, durable, for this server alone. Start
 * reading at {@link io.countersign.platform.db.embedded.EmbeddedDatabase}. Runs before the framework does and knows nothing of it.
 */
@NullMarked
package io.countersign.platform.db.embedded;

import org.jspecify.annotations.NullMarked;
