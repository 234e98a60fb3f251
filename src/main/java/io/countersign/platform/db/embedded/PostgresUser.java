package io.countersign.platform.db.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.security.auth.module.UnixSystem;
import io.countersign.platform.config.StartRefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL runs as. It refuses to run as root, so root's server puts a command before it that makes root look like nobody to it
 * (a user namespace), or, where the system forbids that as containers do, makes it nobody that may still reach root's directories: with a
 * capability that also counts where PostgreSQL asks for its rights beforehand (access(2) leaves capabilities out of account, unless this
 * security bit is set).
 */
record PostgresUser(List<String> prefix) {

    private static final PostgresUser SAME = new PostgresUser(List.of());
    private static final PostgresUser IN_USER_NAMESPACE = new PostgresUser(List.of("unshare", "--user"));
    private static final PostgresUser NOBODY = new PostgresUser(List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override",
            "--securebits=+no_setuid_fixup"));

    static PostgresUser current() {
        if (!isRoot()) {
            return SAME;
        }
        return ofRoot().findFirst()
                .orElseThrow(
                        () -> new StartRefusedException(
                                "PostgreSQL does not run as root, and this system offers neither a user namespace (unshare) nor another user (setpriv). Run the server as another user, or set quarkus.datasource.jdbc.url to a PostgreSQL that runs already."));
    }

    /** The ways that root has here, the best first. */
    static Stream<PostgresUser> ofRoot() {
        return Stream.of(IN_USER_NAMESPACE, NOBODY).filter(PostgresUser::works);
    }

    static boolean isRoot() {
        return !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
                && new UnixSystem().getUid() == 0;
    }

    /** PostgreSQL asks for the name of its user as well as for its number. */
    private boolean works() {
        try {
            Process process = new ProcessBuilder(Stream.concat(prefix.stream(), Stream.of("id", "-un"))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            String name = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.waitFor() == 0 && !name.equals("root");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
