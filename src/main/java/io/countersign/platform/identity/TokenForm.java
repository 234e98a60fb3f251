package io.countersign.platform.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * The one form of access token that this server makes, judged before any key is looked up: three parts of canonical base64url, and a
 * header of {@code alg}, {@code typ} and {@code kid} alone. So no header can name a key, a URL or an extension (RFC 8725 sections
 * 3.1, 3.9 to 3.11).
 */
final class TokenForm {

    static final String TYPE = "at+jwt";
    static final String ALGORITHM = "ES256";

    private static final int MOST_CHARACTERS = 2_048;
    private static final Pattern COMPACT = Pattern.compile("([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)");
    private static final Pattern THUMBPRINT = Pattern.compile("[\\w-]{43}");

    private TokenForm() {}

    /** The id of the key that a token of this form names. */
    static Optional<String> keyId(String token) {
        if (token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        Matcher parts = COMPACT.matcher(token);
        boolean isCompact = parts.matches()
                && isCanonical(parts.group(1))
                && isCanonical(parts.group(2))
                && isCanonical(parts.group(3));
        return isCompact ? header(parts.group(1)).flatMap(TokenForm::keyId) : Optional.empty();
    }

    private static Optional<String> keyId(Map<String, Object> header) {
        return header.size() == 3
                        && ALGORITHM.equals(header.get("alg"))
                        && TYPE.equals(header.get("typ"))
                        && header.get("kid") instanceof String kid
                        && THUMBPRINT.matcher(kid).matches()
                ? Optional.of(kid)
                : Optional.empty();
    }

    // Base64 leaves bits over at the end, and decoders ignore them: without this, several texts would be one token.
    private static boolean isCanonical(String part) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(decoded)
                    .equals(part);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Map<String, Object>> header(String part) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(part), UTF_8);
            return Optional.of(JsonUtil.parseJson(json));
        } catch (JoseException e) {
            return Optional.empty();
        }
    }
}
