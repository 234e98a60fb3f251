package io.countersign.crypto.finalize;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.InputSignature;
import java.util.ArrayList;
import java.util.List;

/** Puts verified signatures into a transaction (BIP174, "Input Finalizer"). */
public final class Finalizer {

    private static final int OP_0 = 0;
    private static final int OP_PUSHDATA1 = 76;
    private static final int OP_PUSHDATA2 = 77;

    private Finalizer() {}

    /**
     * The final transaction. Of more signatures than the threshold the first in the order of the script are taken, so that every copy
     * of the server makes the same bytes.
     *
     * @throws IllegalArgumentException where an input has fewer signatures than its threshold
     */
    public static FinalTransaction finalize(ExpectedSpend spend, List<InputSignature> signatures) {
        List<TxInput> inputs = new ArrayList<>();
        for (int i = 0; i < spend.inputs().size(); i++) {
            inputs.add(input(
                    spend.unsigned().inputs().get(i),
                    spend.inputs().get(i),
                    chosen(spend.inputs().get(i), i, signatures)));
        }
        return new FinalTransaction(spend.unsigned().withInputs(inputs));
    }

    private static List<Bytes> chosen(ExpectedInput expected, int index, List<InputSignature> signatures) {
        List<Bytes> inOrder = expected.keys().stream()
                .flatMap(key -> signatures.stream()
                        .filter(signature -> signature.inputIndex() == index
                                && signature.publicKey().equals(key.key()))
                        .limit(1))
                .map(InputSignature::signatureWithHashType)
                .limit(expected.threshold())
                .toList();
        if (inOrder.size() < expected.threshold()) {
            throw new IllegalArgumentException("input %d has too few signatures".formatted(index));
        }
        return inOrder;
    }

    private static TxInput input(TxInput unsigned, ExpectedInput expected, List<Bytes> signatures) {
        return switch (expected.kind()) {
            case WSH -> unsigned.withSignature(Bytes.EMPTY, witness(expected, signatures));
            case SH_WSH ->
                unsigned.withSignature(push(expected.redeemScript().orElseThrow()), witness(expected, signatures));
            case SH -> unsigned.withSignature(scriptSig(expected, signatures), List.of());
        };
    }

    /** The empty element is CHECKMULTISIG's dummy (BIP147). */
    private static List<Bytes> witness(ExpectedInput expected, List<Bytes> signatures) {
        List<Bytes> stack = new ArrayList<>();
        stack.add(Bytes.EMPTY);
        stack.addAll(signatures);
        stack.add(expected.script());
        return stack;
    }

    private static Bytes scriptSig(ExpectedInput expected, List<Bytes> signatures) {
        ByteWriter out = new ByteWriter().writeByte(OP_0);
        signatures.forEach(signature -> out.write(push(signature)));
        return out.write(push(expected.script())).toBytes();
    }

    /** The shortest push: the length itself up to 75 bytes, PUSHDATA1 up to 255, PUSHDATA2 beyond. */
    private static Bytes push(Bytes data) {
        ByteWriter out = new ByteWriter();
        if (data.size() < OP_PUSHDATA1) {
            out.writeByte(data.size());
        } else if (data.size() <= 0xff) {
            out.writeByte(OP_PUSHDATA1).writeByte(data.size());
        } else {
            out.writeByte(OP_PUSHDATA2).writeByte(data.size() & 0xff).writeByte(data.size() >>> 8);
        }
        return out.write(data).toBytes();
    }
}
