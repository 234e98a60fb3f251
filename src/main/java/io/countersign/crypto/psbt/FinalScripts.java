package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Transaction;
import java.util.List;

/** The witness stack of a finished input, as PSBT_IN_FINAL_SCRIPTWITNESS holds it. */
final class FinalScripts {

    private FinalScripts() {}

    static List<Bytes> parseWitness(Bytes value) {
        ByteReader in = new ByteReader("psbt", value);
        List<Bytes> stack = Transaction.readWitness(in);
        in.requireEnd();
        return stack;
    }
}
