package io.countersign.chain.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** How the server shows the node who it is (RFC 7617): user and password, or the cookie file that the node writes at each start. */
public final class Credentials {

    private final Vertx vertx;
    private final Optional<Path> cookieFile;
    private volatile Optional<String> header;

    private Credentials(Vertx vertx, Optional<Path> cookieFile, Optional<String> header) {
        this.vertx = vertx;
        this.cookieFile = cookieFile;
        this.header = header;
    }

    public static Credentials of(Vertx vertx, String user, String password) {
        return new Credentials(vertx, Optional.empty(), Optional.of(basic(user + ":" + password)));
    }

    public static Credentials ofCookieFile(Vertx vertx, Path file) {
        return new Credentials(vertx, Optional.of(file), Optional.empty());
    }

    /** The value of the Authorization header. */
    Uni<String> header() {
        return header.map(known -> Uni.createFrom().item(known)).orElseGet(this::renewed);
    }

    /** The value after the cookie file was read again; the same as before where there is none. */
    Uni<String> renewed() {
        return cookieFile
                .map(file -> vertx.fileSystem()
                        .readFile(file.toString())
                        .map(content -> basic(content.toString(UTF_8).strip()))
                        .invoke(value -> header = Optional.of(value)))
                .orElseGet(() -> Uni.createFrom().item(header.orElseThrow()));
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
    }
}
