package io.countersign.platform.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the data directory to whoever wants to keep a file in it. */
@Singleton
class Directories {

    @Produces
    @Singleton
    DataDirectory dataDirectory(ServerConfig config) {
        return DataDirectory.at(config.dataDirectory());
    }
}
