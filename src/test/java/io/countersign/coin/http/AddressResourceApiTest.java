package io.countersign.coin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.Reply;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Addresses as they are given out and read. */
@QuarkusTest
class AddressResourceApiTest {

    @Test
    void answersAnIssuedAddressAsItIsReadAfterwards() {
        TestWallet wallet = TestWallet.twoOfThree();
        Reply made = wallet.owning()
                .post(wallet.path("/addresses"), Map.of("label", "deposit"))
                .expect(201);
        Reply read = wallet.owning().get(made.header("Location")).expect(200);
        assertThat(made.json()).isEqualTo(read.json());
        assertThat(made.etag()).isEqualTo(read.etag());
    }
}
