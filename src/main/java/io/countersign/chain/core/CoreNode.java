package io.countersign.chain.core;

import io.countersign.crypto.tx.Network;
import io.countersign.kernel.DependencyDown;
import io.smallrye.mutiny.Uni;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * A node that is known to follow the server's network: it is asked before the first call and again after every time it could not be
 * reached, so that nothing is ever read from, or sent to, another chain.
 */
final class CoreNode {

    private final CoreRpc rpc;
    private final Network network;
    private volatile boolean isRight;

    CoreNode(CoreRpc rpc, Network network) {
        this.rpc = rpc;
        this.network = network;
    }

    /** getblockchaininfo, after its {@code chain} was compared. */
    Uni<JsonObject> chainState() {
        return rpc.call("getblockchaininfo").map(JsonValue::asJsonObject).invoke(this::requireRight);
    }

    Uni<JsonValue> call(String method, Object... parameters) {
        return (isRight ? Uni.createFrom().voidItem() : chainState().replaceWithVoid())
                .chain(() -> rpc.call(method, parameters))
                .onFailure(DependencyDown.class)
                .invoke(() -> isRight = false);
    }

    private void requireRight(JsonObject state) {
        String chain = state.getString("chain", "");
        isRight = chain.equals(nameOf(network));
        if (!isRight) {
            throw CoreRpc.down(
                    "follows the chain \"%s\", and this server serves %s".formatted(chain, network.word()), null);
        }
    }

    private static String nameOf(Network network) {
        return switch (network) {
            case MAINNET -> "main";
            case TESTNET3 -> "test";
            case TESTNET4 -> "testnet4";
            case SIGNET -> "signet";
            case REGTEST -> "regtest";
        };
    }
}
