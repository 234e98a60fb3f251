package io.countersign.platform.outbound;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where to send: an {@code https} or {@code http} URL taken apart in the one strict way. No user, no fragment; the host is a name of
 * letters, digits and hyphens in lower case, or an address in its strict form.
 *
 * @param host the name, or the address without brackets
 * @param pathAndQuery as it stands in the request line
 */
public record Target(String text, boolean isSecure, String host, int port, String pathAndQuery) {

    public static final int HTTPS_PORT = 443;

    private static final int MOST_CHARACTERS = 2_000;
    private static final int HTTP_PORT = 80;
    private static final int MOST_CHARACTERS_OF_NAME = 253;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** Hosts that some resolver reads as a number: 2130706433, 0x7f.1, 127.1, 0177.0.0.1. */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    /** @throws MalformedException where it is no such URL */
    public static Target parse(String text) {
        if (text.length() > MOST_CHARACTERS || !PRINTABLE.matcher(text).matches()) {
            throw malformed("A URL has at most %d characters of printable ASCII.".formatted(MOST_CHARACTERS));
        }
        URI uri = uri(text);
        boolean isSecure = "https".equalsIgnoreCase(uri.getScheme());
        if (!isSecure && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw malformed("The URL begins with https://.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw malformed("The URL has no user and no fragment.");
        }
        int port = uri.getPort() == -1 ? (isSecure ? HTTPS_PORT : HTTP_PORT) : uri.getPort();
        if (port < 1 || port > 65_535 || String.valueOf(uri.getRawAuthority()).endsWith(":")) {
            throw malformed("The port of the URL is a number from 1 to 65535.");
        }
        return new Target(text, isSecure, host(uri), port, pathAndQuery(uri));
    }

    /** The address, where the host is one. */
    public Optional<Bytes> literal() {
        return AddressText.parse(host);
    }

    /** As the {@code Host} field has it (RFC 9112 section 3.2). */
    String hostField() {
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return port == (isSecure ? HTTPS_PORT : HTTP_PORT) ? bracketed : bracketed + ":" + port;
    }

    private static URI uri(String text) {
        try {
            return new URI(text).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw malformed("The URL is none that RFC 3986 knows, or its host is no name and no address.");
        }
    }

    private static String host(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            String address = host.substring(1, host.length() - 1);
            return AddressText.parse(address)
                    .map(bytes -> address)
                    .orElseThrow(() -> malformed("The address in the URL is no IPv6 address without a zone."));
        }
        if (AddressText.parse(host).isPresent()) {
            return host;
        }
        if (host.length() > MOST_CHARACTERS_OF_NAME || !NAME.matcher(host).matches()) {
            throw malformed("The host of the URL is a name of letters, digits and hyphens, without a dot at its end.");
        }
        if (NUMERIC.matcher(host).matches()) {
            throw malformed("An address in the URL is written as four decimal numbers, or as IPv6 in brackets.");
        }
        return host;
    }

    private static String pathAndQuery(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static MalformedException malformed(String message) {
        return new MalformedException("url", message);
    }
}
