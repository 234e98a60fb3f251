package io.countersign.proposal.model;

import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.TxOutput;

/** A coin that a proposal spends: what it is, and where the wallet's descriptor derives its script. */
public record SpentCoin(Outpoint outpoint, TxOutput output, int branch, long index, String address) {

    public String derivation() {
        return branch + "/" + index;
    }
}
