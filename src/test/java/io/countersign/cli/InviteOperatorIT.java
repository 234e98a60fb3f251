package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Account;
import io.countersign.testing.Api;
import io.countersign.testing.Reply;
import io.countersign.testing.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that lets another operator in, beside the packaged server and without it. */
class InviteOperatorIT {

    @TempDir
    Path directory;

    @Test
    void invitesBesideTheRunningServerAndWhileItIsStopped() throws Exception {
        String beside;
        try (ServerProcess server = ServerProcess.start(directory, Map.of())) {
            Account olga = Account.join(
                    api(server),
                    Files.readString(directory.resolve("first-invitation")).strip(),
                    "Olga");
            beside = invited();

            Reply olaf = accepted(server, beside, "Olaf").expect(201);
            assertThat(olaf.json().path("account").path("operator").asBoolean()).isTrue();
            accepted(server, beside, "Oskar").refused(404, "not-found");
            olga.api().get("/v1/operator/accounts").expect(200);
            server.stop();
        }
        String stopped = invited();
        assertThat(directory.resolve("postgresql/cluster/postmaster.pid")).doesNotExist();

        try (ServerProcess server = ServerProcess.start(directory, Map.of())) {
            Reply oskar = accepted(server, stopped, "Oskar").expect(201);
            Api operator = api(server).as(oskar.get("accessToken"));
            assertThat(operator.get("/v1/me")
                            .json()
                            .path("account")
                            .path("operator")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void refusesWhereNoServerHasBeenYet() {
        try (ServerProcess command = command()) {
            assertThat(command.awaitExit()).isEqualTo(1);
            assertThat(command.output())
                    .contains("There is no database in " + directory)
                    .doesNotContain("\tat ");
        }
    }

    /** The code: the last line of what the command says. */
    private String invited() {
        try (ServerProcess command = command()) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
            List<String> lines = command.output().lines().toList();
            assertThat(lines).as(command.output()).hasSize(2);
            assertThat(lines.get(1)).matches("[0-9a-f]{32}");
            return lines.get(1);
        }
    }

    private ServerProcess command() {
        return ServerProcess.launch(directory, Map.of(), Map.of(), List.of("invite-operator"));
    }

    private static Reply accepted(ServerProcess server, String code, String name) {
        return Account.acceptance(api(server), code, name);
    }

    private static Api api(ServerProcess server) {
        return new Api(server.uri(), null);
    }
}
