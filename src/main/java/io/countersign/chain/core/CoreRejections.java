package io.countersign.chain.core;

import io.countersign.chain.BroadcastAnswer;
import io.countersign.chain.RejectReason;
import java.util.List;
import java.util.Optional;

/** What Bitcoin Core's words about a refused transaction mean. They differ by version, and details follow them: prefixes count. */
final class CoreRejections {

    private static final List<String> ALREADY_THERE =
            List.of("txn-already-in-mempool", "txn-already-known", "txn-same-nonwitness-data-in-mempool");

    /** Judged from top to bottom: what is special stands above what it begins with. */
    private static final List<Words> MEANINGS = List.of(
            new Words("bad-txns-inputs-missingorspent", RejectReason.INPUTS_MISSING_OR_SPENT),
            new Words("Missing inputs", RejectReason.INPUTS_MISSING_OR_SPENT),
            new Words("txn-mempool-conflict", RejectReason.MEMPOOL_CONFLICT),
            new Words("bip125-replacement-disallowed", RejectReason.MEMPOOL_CONFLICT),
            new Words("bad-txns-spends-conflicting-tx", RejectReason.REPLACEMENT_NOT_ALLOWED),
            new Words("replacement-adds-unconfirmed", RejectReason.REPLACEMENT_NOT_ALLOWED),
            new Words("too many potential replacements", RejectReason.REPLACEMENT_NOT_ALLOWED),
            new Words("replacement-failed", RejectReason.REPLACEMENT_FEE_TOO_LOW),
            new Words("insufficient fee", RejectReason.REPLACEMENT_FEE_TOO_LOW),
            new Words("min relay fee not met", RejectReason.FEE_BELOW_MINIMUM),
            new Words("mempool min fee not met", RejectReason.FEE_BELOW_MINIMUM),
            new Words("max-fee-exceeded", RejectReason.FEE_ABOVE_MAXIMUM),
            new Words("Fee exceeds maximum configured", RejectReason.FEE_ABOVE_MAXIMUM),
            new Words("Unspendable output exceeds maximum", RejectReason.BURNS_COINS),
            new Words("too-large-cluster", RejectReason.CLUSTER_TOO_LARGE),
            new Words("too-long-mempool-chain", RejectReason.CLUSTER_TOO_LARGE),
            new Words("TRUC-violation", RejectReason.TRUC_VIOLATION),
            new Words("v3-rule-violation", RejectReason.TRUC_VIOLATION),
            new Words("mempool full", RejectReason.MEMPOOL_FULL),
            new Words("dust", RejectReason.DUST),
            new Words("missing-ephemeral-spends", RejectReason.DUST),
            new Words("non-final", RejectReason.NON_FINAL),
            new Words("non-BIP68-final", RejectReason.NON_FINAL),
            new Words("bad-txns-premature-spend-of-coinbase", RejectReason.COINBASE_IMMATURE),
            new Words("mempool-script-verify-flag-failed", RejectReason.SCRIPT_CHECK_FAILED),
            new Words("mandatory-script-verify-flag-failed", RejectReason.SCRIPT_CHECK_FAILED),
            new Words("non-mandatory-script-verify-flag", RejectReason.SCRIPT_CHECK_FAILED),
            new Words("block-script-verify-flag-failed", RejectReason.SCRIPT_CHECK_FAILED),
            new Words("bad-txns-nonstandard-inputs", RejectReason.NOT_STANDARD),
            new Words("bad-txns-too-many-sigops", RejectReason.NOT_STANDARD),
            new Words("bad-witness-nonstandard", RejectReason.NOT_STANDARD),
            new Words("bad-txns-", RejectReason.NOT_VALID),
            new Words("coinbase", RejectReason.NOT_VALID),
            new Words("version", RejectReason.NOT_STANDARD),
            new Words("tx-size", RejectReason.NOT_STANDARD),
            new Words("scriptsig-", RejectReason.NOT_STANDARD),
            new Words("scriptpubkey", RejectReason.NOT_STANDARD),
            new Words("bare-multisig", RejectReason.NOT_STANDARD),
            new Words("datacarrier", RejectReason.NOT_STANDARD),
            new Words("multi-op-return", RejectReason.NOT_STANDARD));

    private CoreRejections() {}

    /** The answer that an error of sendrawtransaction stands for; empty where the error is not about the transaction. */
    static Optional<BroadcastAnswer> answer(RpcException error) {
        return switch (error.code()) {
            case RpcException.ALREADY_IN_CHAIN -> Optional.of(BroadcastAnswer.alreadyKnown());
            case RpcException.REJECTED, RpcException.TRANSACTION_ERROR -> Optional.of(answer(error.getMessage()));
            case RpcException.NOT_DECODABLE ->
                Optional.of(BroadcastAnswer.rejected(RejectReason.NOT_DECODABLE, error.getMessage()));
            default -> Optional.empty();
        };
    }

    private static BroadcastAnswer answer(String message) {
        if (ALREADY_THERE.stream().anyMatch(message::startsWith)) {
            return BroadcastAnswer.alreadyKnown();
        }
        RejectReason reason = MEANINGS.stream()
                .filter(words -> message.startsWith(words.prefix()))
                .map(Words::reason)
                .findFirst()
                .orElse(RejectReason.REFUSED_BY_NODE);
        return BroadcastAnswer.rejected(reason, message);
    }

    private record Words(String prefix, RejectReason reason) {}
}
