package io.countersign.journal.log.http;

import io.countersign.journal.log.LogConfig;
import io.countersign.platform.identity.OpenCalls;
import jakarta.enterprise.context.ApplicationScoped;

/** Opens the log to anyone where the operator wants it so. */
@ApplicationScoped
class PublicLog implements OpenCalls {

    private static final String LOG = "/v1/log";

    private final LogConfig config;

    PublicLog(LogConfig config) {
        this.config = config;
    }

    @Override
    public boolean isOpen(String path) {
        return config.isPublic() && (path.equals(LOG) || path.startsWith(LOG + "/"));
    }
}
