package io.countersign.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.AtOnce;
import io.countersign.testing.Reply;
import io.countersign.testing.TestWallet;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Threat B3a: no address is given out twice. */
@QuarkusTest
class AddressRaceTest {

    private static final int REQUESTS = 200;

    @Test
    void givesTwoHundredAddressesToTwoHundredRequestsAtOnce() {
        TestWallet wallet =
                TestWallet.make("wsh", 2, TestWallet.people("Alice", "Bob", "Carol"), TestWallet.signers(3));

        List<Reply> replies = AtOnce.times(
                REQUESTS,
                i -> wallet.seat(i % 3).api().post(wallet.path("/addresses"), Map.of("label", "number " + i)));

        assertThat(replies).allSatisfy(reply -> reply.expect(201));
        assertThat(replies.stream().map(reply -> reply.get("address")).distinct())
                .hasSize(REQUESTS);
        assertThat(replies.stream()
                        .map(reply -> reply.json().get("index").asInt())
                        .sorted())
                .first()
                .isEqualTo(1);
        assertThat(replies.stream()
                        .mapToInt(reply -> reply.json().get("index").asInt())
                        .max())
                .hasValue(REQUESTS);
    }
}
