package io.countersign.wallet.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Ceremony;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a device showed as the first address, told once or again. */
@QuarkusTest
class ConfirmationApiTest {

    @Test
    void answersARepeatedConfirmationWithTheReceiptOfTheFirst() {
        Account alice = Accounts.of("Alice");
        Ceremony ceremony = Ceremony.begin("wsh", 1, alice, 2);
        ceremony.letIn(alice);
        String path = "/v1/wallets/" + ceremony.walletId();
        String keyId = ceremony.register(alice, Signer.of(1)).keyId();
        ceremony.register(alice, Signer.of(2));
        Map<String, String> shown =
                Map.of("firstAddress", alice.api().get(path).expect(200).get("firstAddress"));

        Reply first = alice.api()
                .post(path + "/keys/" + keyId + "/confirmation", shown)
                .expect(200);
        Reply again = alice.api()
                .post(path + "/keys/" + keyId + "/confirmation", shown)
                .expect(200);

        assertThat(first.json().at("/receipt/entry").asText()).matches("[0-9a-f]{64}");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.etag()).isEqualTo(first.etag());
    }
}
