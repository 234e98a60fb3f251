package io.countersign.chain.dev.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Transaction;
import io.countersign.testing.Person;
import io.countersign.testing.Reply;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract's calls on the development chain, over HTTP. */
@QuarkusTest
class DevelopmentResourceApiTest {

    private static final String FAUCET = "/v1/development/faucet";
    private static final String BLOCKS = "/v1/development/blocks";
    private static final String TRANSACTIONS = "/v1/development/transactions/";

    /** P2WPKH of 20 bytes of 07 (BIP173). */
    private static final String ADDRESS = "bcrt1qqurswpc8qurswpc8qurswpc8qurswpc8dxm0gk";

    private Person person;

    @BeforeEach
    void signIn() {
        person = Person.named("Dora");
    }

    @Test
    void paysToAnAddressAndConfirmsWithBlocks() {
        Reply paid = pay(ADDRESS, 1_000_000);
        assertThat(paid.status()).as(paid.toString()).isEqualTo(201);
        assertThat(paid.json().path("vout").asInt()).isZero();
        assertThat(paid.header("Location")).isEqualTo(TRANSACTIONS + paid.get("txid"));

        Reply waiting = person.get(TRANSACTIONS + paid.get("txid"));
        Transaction transaction = Transaction.parse(Bytes.ofHex(waiting.get("hex")));
        assertThat(transaction.txid().toHex()).isEqualTo(paid.get("txid"));
        assertThat(transaction.outputs().get(0).amountSat()).isEqualTo(1_000_000);
        assertThat(transaction.outputs().get(0).script().toHex()).isEqualTo("0014" + "07".repeat(20));
        assertThat(waiting.json().path("confirmations").asInt()).isZero();

        Reply first = mine(1);
        assertThat(first.status()).isEqualTo(201);
        Reply last = mine(5);
        assertThat(last.json().path("height").asInt())
                .isEqualTo(first.json().path("height").asInt() + 5);
        assertThat(last.get("hash")).matches("[0-9a-f]{64}");
        assertThat(person.get(TRANSACTIONS + paid.get("txid"))
                        .json()
                        .path("confirmations")
                        .asInt())
                .isEqualTo(6);
    }

    @Test
    void paysOnceForOneKey() {
        byte[] body = Person.json(Map.of("address", ADDRESS, "amountSat", 50_000));
        String key = UUID.randomUUID().toString();
        List<Reply> replies = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> person.post(FAUCET, body, "application/json", "Idempotency-Key", key)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(201));
        assertThat(replies.stream().map(reply -> reply.get("txid")).distinct()).hasSize(1);
    }

    @Test
    void makesBlocksOnceForOneKey() {
        byte[] body = Person.json(Map.of("count", 3));
        String key = UUID.randomUUID().toString();
        Reply made = person.post(BLOCKS, body, "application/json", "Idempotency-Key", key);
        Reply later = mine(1);

        Reply repeated = person.post(BLOCKS, body, "application/json", "Idempotency-Key", key);
        assertThat(repeated.text()).isEqualTo(made.text());
        assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(mine(1).json().path("height").asInt())
                .isEqualTo(later.json().path("height").asInt() + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
                "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
                "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
            })
    void refusesAddressesOfOtherNetworks(String address) {
        assertThat(pay(address, 50_000)).satisfies(reply -> problem(reply, 422, "faucet-address"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "bcrt1qqurswpc8qurswpc8qurswpc8qurswpc8dxm0gl", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3"
            })
    void refusesTextThatIsNoAddress(String address) {
        assertThat(pay(address, 50_000)).satisfies(reply -> problem(reply, 400, "malformed-value"));
    }

    @ParameterizedTest
    @CsvSource({"293", "0", "-1", "100000000001", "2100000000000001", "9223372036854775807"})
    void refusesAmountsOutOfRange(long amountSat) {
        assertThat(pay(ADDRESS, amountSat)).satisfies(reply -> problem(reply, 422, "faucet-amount"));
    }

    @Test
    void paysTheLeastThatIsNoDust() {
        assertThat(pay(ADDRESS, 294).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void refusesBlockCountsOutOfRange(int count) {
        assertThat(mine(count)).satisfies(reply -> problem(reply, 422, "block-count"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"count\":null}",
                "{\"count\":\"1\"}",
                "{\"count\":1.5}",
                "{\"count\":1,\"more\":1}",
                "{\"count\":99999999999}",
                "[]",
                "{"
            })
    void refusesBodiesThatCannotBeParsed(String body) {
        Reply reply = person.post(BLOCKS, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), "application/json");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abababababababababababababababababababababababababababababababab", "hello", "00"})
    void knowsNoSuchTransaction(String txid) {
        assertThat(person.get(TRANSACTIONS + txid)).satisfies(reply -> problem(reply, 404, "not-found"));
    }

    @Test
    void isForAccountsOnly() {
        assertThat(Person.nobody().post(BLOCKS, Map.of("count", 1)).status()).isEqualTo(401);
    }

    private Reply pay(String address, long amountSat) {
        return person.post(FAUCET, Map.of("address", address, "amountSat", amountSat));
    }

    private Reply mine(int count) {
        return person.post(BLOCKS, Map.of("count", count));
    }

    private static void problem(Reply reply, int status, String slug) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.problem()).isEqualTo(slug);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    }
}
