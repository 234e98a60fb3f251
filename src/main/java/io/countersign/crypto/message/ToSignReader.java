package io.countersign.crypto.message;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.ScriptTemplate;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import java.util.List;

/** Reads {@code to_sign} out of a signature's text. */
final class ToSignReader {

    private static final int MOST_CHARACTERS = 3 * 1024 * 1024;

    private ToSignReader() {}

    static ToSign read(Transaction toSpend, String signature) {
        if (signature.length() > MOST_CHARACTERS) {
            throw new MalformedException(Bip322Message.FORMAT, "The signature is too long.");
        }
        Bip322Form form = Bip322Form.of(signature);
        Bytes bytes = Base64Text.decode(form.base64(signature));
        return switch (form) {
            case SIMPLE -> simple(toSpend, bytes);
            case FULL -> new ToSign(form, Transaction.parse(bytes), toSpend.outputs());
            case PROOF_OF_FUNDS -> FundsProofReader.read(toSpend, bytes);
        };
    }

    private static ToSign simple(Transaction toSpend, Bytes bytes) {
        ScriptTemplate kind = ScriptTemplate.of(toSpend.outputs().get(0).script());
        if (kind != ScriptTemplate.P2WPKH && kind != ScriptTemplate.P2WSH && kind != ScriptTemplate.P2TR) {
            throw new MalformedException(
                    Bip322Message.FORMAT,
                    "Only native segwit addresses have simple signatures: others need the full form.");
        }
        ByteReader in = new ByteReader(Bip322Message.FORMAT, bytes);
        List<Bytes> witness = Transaction.readWitness(in);
        in.requireEnd();
        TxInput input = new TxInput(new Outpoint(toSpend.txid(), 0), Bytes.EMPTY, 0, witness);
        return new ToSign(
                Bip322Form.SIMPLE, new Transaction(0, List.of(input), List.of(ToSign.OUTPUT), 0), toSpend.outputs());
    }
}
