package io.countersign.proposal.model;

import io.countersign.crypto.tx.TxOutput;
import org.jspecify.annotations.Nullable;

/**
 * An output of a proposal. It is change exactly where the descriptor derives its script on branch 1; an address of branch 0 is a
 * recipient of the wallet's own. {@code branch} is -1 where the script is not the wallet's.
 */
public record PaidOutput(TxOutput output, @Nullable String address, int branch, long index) {

    public static final int FOREIGN = -1;

    public boolean isChange() {
        return branch == 1;
    }

    public boolean isOwn() {
        return branch != FOREIGN;
    }
}
