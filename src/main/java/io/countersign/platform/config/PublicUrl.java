package io.countersign.platform.config;

import java.net.URI;
import java.net.URISyntaxException;

/** The URL under which clients know the server, without a slash at its end. Challenges, tokens and the log's origin name it. */
public record PublicUrl(String text) {

    public PublicUrl {
        if (!isPublicUrl(text)) {
            throw new StartRefusedException(
                    "The setting %s is not a URL such as https://countersign.example.org, without a slash, a query or a user."
                            .formatted(ServerConfig.PUBLIC_URL));
        }
    }

    private static boolean isPublicUrl(String text) {
        try {
            URI url = new URI(text);
            return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && !text.endsWith("/");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
