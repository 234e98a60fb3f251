package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Account;
import io.countersign.testing.Api;
import io.countersign.testing.Reply;
import io.countersign.testing.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
        Path file = directory.resolve("first-invitation");
        String first;
        try (ServerProcess server = ServerProcess.start(directory, Map.of())) {
            first = Files.readString(file).strip();
            assertThat(first).matches("[0-9a-f]{32}");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(server.output()).contains("first operator invitation: " + first);
            server.stop();
        }
        String stopped = invited();
        assertThat(directory.resolve("postgresql/cluster/postmaster.pid")).doesNotExist();

        try (ServerProcess server = ServerProcess.start(directory, Map.of())) {
            assertThat(server.output()).contains("first operator invitation: " + first);
            assertThat(Files.readString(file).strip()).isEqualTo(first);
            Account olga = Account.join(api(server), first, "Olga");
            assertThat(file).doesNotExist();
            String beside = invited();

            for (String code : List.of(beside, stopped)) {
                Reply operator = accepted(server, code, "By " + code).expect(201);
                assertThat(operator.json().path("account").path("operator").asBoolean())
                        .isTrue();
                accepted(server, code, "Late").refused(404, "not-found");
            }
            assertThat(olga.api()
                            .get("/v1/operator/overview")
                            .expect(200)
                            .json()
                            .at("/accounts/operator/count")
                            .asInt())
                    .isEqualTo(3);
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
