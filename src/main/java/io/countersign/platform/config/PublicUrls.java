package io.countersign.platform.config;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the public URL to whoever names it; one that can't be used stops the start. */
@Singleton
class PublicUrls {

    @Produces
    @Singleton
    @Startup
    PublicUrl publicUrl(ServerConfig config) {
        return new PublicUrl(config.publicUrl());
    }
}
