package io.countersign.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the server as a whole. */
@ConfigMapping(prefix = "countersign")
public interface ServerConfig {

    String DATA_DIRECTORY = "countersign.data-directory";
    String KEY_ENCRYPTION_KEY = "countersign.key-encryption-key";
    String DEFAULT_DATA_DIRECTORY = "${user.home}/.countersign";

    /** Where the server keeps its own files: the embedded PostgreSQL, the key-encryption key, the first invitation. */
    @WithDefault(DEFAULT_DATA_DIRECTORY)
    Path dataDirectory();

    /** 32 bytes in base64 that encrypt the secrets in the database; a file in the data directory where not set. */
    Optional<String> keyEncryptionKey();
}
