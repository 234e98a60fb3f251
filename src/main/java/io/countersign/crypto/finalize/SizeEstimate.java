package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;
import java.util.List;
import java.util.stream.IntStream;

/** How large a spend can become: the transaction with signatures of the greatest size in the place of those to come. */
public final class SizeEstimate {

    /** A low S signature in strict DER with its hash type byte: r may need 33 bytes, s never does. */
    static final int LARGEST_SIGNATURE = 72;

    /** 64 bytes and a hash type byte, which a signer may add. */
    static final int LARGEST_SCHNORR_SIGNATURE = 65;

    private SizeEstimate() {}

    /** In vB (BIP141). */
    public static int virtualSize(ExpectedSpend spend) {
        return largest(spend).virtualSize();
    }

    /** In weight units (BIP141). */
    public static int weight(ExpectedSpend spend) {
        return largest(spend).weight();
    }

    static Transaction largest(ExpectedSpend spend) {
        List<TxInput> inputs = IntStream.range(0, spend.inputs().size())
                .mapToObj(i ->
                        filled(spend.unsigned().inputs().get(i), spend.inputs().get(i)))
                .toList();
        return spend.unsigned().withInputs(inputs);
    }

    static List<Bytes> largestStack(ExpectedInput expected) {
        int size = expected.kind().isTaproot() ? LARGEST_SCHNORR_SIGNATURE : LARGEST_SIGNATURE;
        return expected.path().layout().largest(size);
    }

    private static TxInput filled(TxInput input, ExpectedInput expected) {
        Satisfaction satisfaction = Satisfaction.of(expected, largestStack(expected));
        return input.withSignature(satisfaction.scriptSig(), satisfaction.witness());
    }
}
