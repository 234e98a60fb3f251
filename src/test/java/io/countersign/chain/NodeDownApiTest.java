package io.countersign.chain;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Accounts;
import io.countersign.testing.Api;
import io.countersign.testing.NodeServer;
import io.countersign.testing.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server whose node is down serves all that needs no node, and says so in its health. */
@QuarkusTest
@TestProfile(NodeServer.Profile.class)
class NodeDownApiTest {

    @Test
    void isReadyAndSaysThatTheChainIsDown() {
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);

        JsonPath health = get("/q/health/well").jsonPath();
        assertThat(health.getString("checks.find { it.name == 'chain' }.status"))
                .isEqualTo("DOWN");
        assertThat(health.getString("checks.find { it.name == 'chain' }.data.backend"))
                .isEqualTo("bitcoin-core");
        assertThat(health.getString("checks.find { it.name == 'chain' }.data.reason"))
                .contains("can't be reached")
                .doesNotContain("secret");
    }

    @Test
    void hasNoPathsOfTheDevelopmentChain() {
        Api person = Accounts.olga().api();
        Reply unknown = person.post("/v1/development/nothing", Map.of());
        Reply blocks = person.post("/v1/development/blocks", Map.of("count", 1));
        Reply faucet = person.post("/v1/development/faucet", Map.of("nonsense", true));

        assertThat(List.of(unknown.status(), blocks.status(), faucet.status())).containsOnly(404);
        assertThat(blocks.text().replace("/blocks", ""))
                .isEqualTo(unknown.text().replace("/nothing", ""));
        assertThat(faucet.text().replace("/faucet", ""))
                .isEqualTo(unknown.text().replace("/nothing", ""));
        assertThat(person.get("/v1/development/transactions/" + "ab".repeat(32)).status())
                .isEqualTo(404);
    }
}
