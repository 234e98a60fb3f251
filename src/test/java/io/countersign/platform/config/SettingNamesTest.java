package io.countersign.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNamesTest {

    private static final SettingNames NAMES = new SettingNames(Set.of(
            "countersign.data-directory",
            "countersign.chain.bitcoin-core.url",
            "countersign.log.witnesses[*]",
            "countersign.limit.*.rate"));

    @Test
    void namesTheUnknownSettingAndTheNearestKnownOne() {
        assertThat(NAMES.complaintAboutProperty("countersign.data-dir"))
                .contains(
                        "There is no setting countersign.data-dir. The nearest one that exists is countersign.data-directory.");
    }

    @Test
    void namesTheUnknownVariableAndTheNearestKnownOne() {
        assertThat(NAMES.complaintAboutVariable("COUNTERSIGN_CHAIN_BITCOINCORE_URL", "http://localhost"))
                .contains(
                        "There is no environment variable COUNTERSIGN_CHAIN_BITCOINCORE_URL. The nearest one that exists is COUNTERSIGN_CHAIN_BITCOIN_CORE_URL.");
    }

    @Test
    void refusesUnknownSettingOfProfile() {
        assertThat(NAMES.complaintAboutProperty("%prod.countersign.nothing")).isPresent();
    }

    @Test
    void refusesPortThatIsNoLinkOfKubernetes() {
        assertThat(NAMES.complaintAboutVariable("COUNTERSIGN_PORT", "8080")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "countersign.data-directory",
        "%test.countersign.data-directory",
        "countersign.log.witnesses[3]",
        "countersign.limit.login.rate",
        "quarkus.http.port",
        "countersignature.of"
    })
    void takesSettingThatIsKnownOrNotOurs(String name) {
        assertThat(NAMES.complaintAboutProperty(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "COUNTERSIGN_DATA_DIRECTORY, /var/lib/countersign",
        "COUNTERSIGN_LOG_WITNESSES_0_, key",
        "COUNTERSIGN_LIMIT_LOGIN_RATE, 5",
        "QUARKUS_HTTP_PORT, 8080",
        "COUNTERSIGN_SERVICE_HOST, 10.0.0.7",
        "COUNTERSIGN_SERVICE_PORT_HTTP, 8080",
        "COUNTERSIGN_PORT, tcp://10.0.0.7:8080",
        "COUNTERSIGN_DATABASE_PORT_5432_TCP_ADDR, 10.0.0.8"
    })
    void takesVariableThatIsKnownOrNotOurs(String name, String value) {
        assertThat(NAMES.complaintAboutVariable(name, value)).isEmpty();
    }
}
