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
    String PUBLIC_URL = "countersign.public-url";
    String DEFAULT_DATA_DIRECTORY = ".countersign";

    /** Where the server keeps its own files: the embedded PostgreSQL, the key-encryption key, the first invitation. */
    @WithDefault("${user.home}/" + DEFAULT_DATA_DIRECTORY)
    Path dataDirectory();

    /** The code of the first operator's invitation; a random one where not set. */
    Optional<String> firstInvitation();

    /** 32 bytes in base64 that encrypt the secrets in the database; a file in the data directory where not set. */
    Optional<String> keyEncryptionKey();

    /** Under which URL clients know the server, whatever its port; all copies share it. Sign-in challenges and tokens name it. */
    @WithDefault("http://localhost:8080")
    String publicUrl();
}
