package io.countersign.crypto.tx;

import io.countersign.crypto.bytes.Bytes;
import java.util.List;

/** An input: the coin it spends, its scriptSig, its sequence (unsigned 32 bits) and its witness stack. */
public record TxInput(Outpoint outpoint, Bytes scriptSig, long sequence, List<Bytes> witness) {

    public static final long FINAL_SEQUENCE = 0xffffffffL;

    public TxInput {
        witness = List.copyOf(witness);
    }

    public static TxInput unsigned(Outpoint outpoint, long sequence) {
        return new TxInput(outpoint, Bytes.EMPTY, sequence, List.of());
    }

    public TxInput withSignature(Bytes newScriptSig, List<Bytes> newWitness) {
        return new TxInput(outpoint, newScriptSig, sequence, newWitness);
    }

    public boolean isUnsigned() {
        return scriptSig.isEmpty() && witness.isEmpty();
    }
}
