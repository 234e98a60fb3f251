package io.countersign.platform.db;

import java.util.Optional;

/** Where the database is, for both drivers, and who we are there. A user or password may also be part of the URLs. */
public record DatabaseLocation(
        String jdbcUrl, String reactiveUrl, Optional<String> username, Optional<String> password) {

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl.replaceFirst("\\?.*", "");
    }
}
