package io.countersign.attack;

import io.countersign.crypto.descriptor.DescriptorChecksum;
import io.countersign.testing.Account;
import io.countersign.testing.Accounts;
import io.countersign.testing.Ceremony;
import io.countersign.testing.Reply;
import io.countersign.testing.Signer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys so deep that no device would sign by them (threats B2, B10). */
@QuarkusTest
class DeepKeyTest {

    private static final String TWELVE = "1/1/1/1/1/1/1/1/1/1/1/1";

    private static Reply register(String path) {
        Account alice = Accounts.of("Alice");
        Ceremony ceremony = Ceremony.begin("wsh", 2, alice, 3);
        ceremony.letIn(alice);
        return alice.api()
                .post(
                        "/v1/wallets/" + ceremony.walletId() + "/keys",
                        Map.of(
                                "key", Signer.of(1, path).keyText(),
                                "label", "deep",
                                "device", Map.of("model", "test", "firmware", "1")));
    }

    private static Reply importWallet(String path) {
        String keys = "%s/<0;1>/*,%s/<0;1>/*"
                .formatted(Signer.of(1, path).keyText(), Signer.of(2, path).keyText());
        return Accounts.of("Alice")
                .api()
                .post(
                        "/v1/wallets",
                        Map.of(
                                "name",
                                "Deep",
                                "network",
                                "regtest",
                                "descriptor",
                                DescriptorChecksum.append("wsh(sortedmulti(2,%s))".formatted(keys)),
                                "nextIndex",
                                0,
                                "nextChangeIndex",
                                0));
    }

    @Test
    void refusesThirteenStepsOfARegisteredKey() {
        register(TWELVE).expect(201);
        register(TWELVE + "/1").refused(422, "key-too-deep");
    }

    @Test
    void refusesThirteenStepsInAnImportedDescriptor() {
        importWallet(TWELVE).expect(201);
        importWallet(TWELVE + "/1").refused(422, "key-too-deep");
    }
}
