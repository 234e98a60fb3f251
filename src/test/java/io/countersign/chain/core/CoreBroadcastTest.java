package io.countersign.chain.core;

import static io.countersign.chain.core.Transactions.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.chain.BroadcastAnswer;
import io.countersign.chain.RejectReason;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.DependencyDown;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer to sendrawtransaction has its meaning (R34). */
class CoreBroadcastTest {

    private final StubNode node =
            new StubNode().fails("getrawtransaction", -5, "No such transaction").says("gettxout", "null");
    private final CoreChain chain = new CoreChain(
            new CoreRpc(
                    node.vertx(), node.url(), Credentials.of(node.vertx(), "user", "secret"), Duration.ofSeconds(5)),
            Network.REGTEST);

    @AfterEach
    void close() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            -26 | min relay fee not met, 100 < 141                                   | FEE_BELOW_MINIMUM
            -26 | mempool min fee not met, 141 < 300                                 | FEE_BELOW_MINIMUM
            -26 | insufficient fee, rejecting replacement 00aa; new feerate too low  | REPLACEMENT_FEE_TOO_LOW
            -26 | replacement-failed, insufficient feerate                           | REPLACEMENT_FEE_TOO_LOW
            -26 | too many potential replacements, rejecting replacement 00aa        | REPLACEMENT_NOT_ALLOWED
            -26 | replacement-adds-unconfirmed, replacement 00aa                     | REPLACEMENT_NOT_ALLOWED
            -26 | bad-txns-spends-conflicting-tx, 00aa spends conflicting 00bb       | REPLACEMENT_NOT_ALLOWED
            -26 | txn-mempool-conflict                                               | MEMPOOL_CONFLICT
            -26 | bip125-replacement-disallowed                                      | MEMPOOL_CONFLICT
            -26 | too-large-cluster                                                  | CLUSTER_TOO_LARGE
            -26 | too-long-mempool-chain, too many unconfirmed ancestors [limit: 25] | CLUSTER_TOO_LARGE
            -26 | TRUC-violation, tx 00aa would have too many ancestors              | TRUC_VIOLATION
            -26 | dust, tx with dust output must be 0-fee                            | DUST
            -26 | non-final                                                          | NON_FINAL
            -26 | non-BIP68-final                                                    | NON_FINAL
            -26 | bad-txns-premature-spend-of-coinbase, tried to spend at depth 3    | COINBASE_IMMATURE
            -26 | mempool-script-verify-flag-failed (Witness program hash mismatch)  | SCRIPT_CHECK_FAILED
            -26 | mandatory-script-verify-flag-failed (Script evaluated without..)   | SCRIPT_CHECK_FAILED
            -26 | non-mandatory-script-verify-flag (Non-canonical signature: S..)    | SCRIPT_CHECK_FAILED
            -26 | bad-txns-in-belowout, value in (1.00) < value out (2.00)           | NOT_VALID
            -26 | bad-txns-inputs-duplicate                                          | NOT_VALID
            -26 | bad-witness-nonstandard                                            | NOT_STANDARD
            -26 | scriptpubkey                                                       | NOT_STANDARD
            -26 | tx-size-small                                                      | NOT_STANDARD
            -26 | max-fee-exceeded                                                   | FEE_ABOVE_MAXIMUM
            -26 | mempool full                                                       | MEMPOOL_FULL
            -26 | a word of a version to come                                        | REFUSED_BY_NODE
            -25 | bad-txns-inputs-missingorspent                                     | INPUTS_MISSING_OR_SPENT
            -25 | Missing inputs                                                     | INPUTS_MISSING_OR_SPENT
            -25 | Fee exceeds maximum configured by user (e.g. -maxtxfee)            | FEE_ABOVE_MAXIMUM
            -25 | Unspendable output exceeds maximum configured by user              | BURNS_COINS
            -22 | TX decode failed. Make sure the tx has at least one input.         | NOT_DECODABLE
            """)
    void saysWhyTheNodeRefuses(int code, String message, RejectReason reason) {
        node.fails("sendrawtransaction", code, message);

        assertThat(await(chain.broadcast(PAYMENT))).isEqualTo(BroadcastAnswer.rejected(reason, message));
    }

    @Test
    void boundsTheNodesWords() {
        node.fails("sendrawtransaction", -26, "x".repeat(5_000));

        assertThat(await(chain.broadcast(PAYMENT)).rejection().orElseThrow().detail())
                .hasSize(300);
    }

    @Test
    void isAccepted() {
        node.says("sendrawtransaction", "\"" + PAYMENT.txid() + "\"");

        assertThat(await(chain.broadcast(PAYMENT))).isEqualTo(BroadcastAnswer.accepted());
    }

    @ParameterizedTest
    @CsvSource({
        "-27,Transaction outputs already in utxo set",
        "-27,Transaction already in block chain",
        "-26,txn-already-in-mempool",
        "-26,txn-already-known",
        "-26,txn-same-nonwitness-data-in-mempool"
    })
    void countsAsSentWhatIsThereAlready(int code, String message) {
        node.fails("sendrawtransaction", code, message);

        assertThat(await(chain.broadcast(PAYMENT))).isEqualTo(BroadcastAnswer.alreadyKnown());
    }

    @Test
    void countsAsSentWhatIsConfirmedAndSpentAgain() {
        node.fails("sendrawtransaction", -25, "bad-txns-inputs-missingorspent");
        node.says("getrawtransaction", "{\"blockhash\":\"%s\",\"confirmations\":9}".formatted(StubNode.HASH));
        node.says("getblockheader", "{\"height\":192}");

        assertThat(await(chain.broadcast(PAYMENT))).isEqualTo(BroadcastAnswer.alreadyKnown());
    }

    @ParameterizedTest
    @ValueSource(ints = {-28, -1, -32601, -9})
    void isNeitherSentNorRefusedWhereTheErrorIsNotAboutTheTransaction(int code) {
        node.fails("sendrawtransaction", code, "Something else");

        assertThatThrownBy(() -> await(chain.broadcast(PAYMENT))).isInstanceOf(DependencyDown.class);
    }

    @Test
    void givesEachReasonAWordOfItsOwn() {
        Set<String> words = Arrays.stream(RejectReason.values())
                .map(RejectReason::word)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(words).hasSameSizeAs(RejectReason.values()).allMatch(word -> word.matches("[a-z]+(_[a-z]+)*"));
    }

    @Test
    void holdsForLastingOnlyWhatIsInTheTransactionItself() {
        assertThat(Arrays.stream(RejectReason.values()).filter(RejectReason::isLasting))
                .containsExactlyInAnyOrder(
                        RejectReason.SCRIPT_CHECK_FAILED,
                        RejectReason.NOT_VALID,
                        RejectReason.NOT_STANDARD,
                        RejectReason.DUST,
                        RejectReason.BURNS_COINS,
                        RejectReason.NOT_DECODABLE);
    }

    private static <T> T await(Uni<T> question) {
        return question.await().atMost(Duration.ofSeconds(20));
    }
}
