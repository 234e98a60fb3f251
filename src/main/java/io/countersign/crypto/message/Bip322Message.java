package io.countersign.crypto.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.ScriptBuilder;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.List;
import java.util.Optional;

/** Message signatures by the scripts of addresses (BIP322 2.0.0). What its standard calls inconclusive is not proven here. */
public final class Bip322Message {

    static final String FORMAT = "BIP322 signature";
    static final Outpoint NO_OUTPOINT = new Outpoint(new Txid(Bytes32.wrap(new byte[32])), 0xffffffffL);

    private Bip322Message() {}

    /**
     * True where {@code signature} is one over {@code message} by the address, in a form that serves for signing in: BIP322 simple or
     * full without time locks, or BIP137 by the key of the address.
     */
    public static boolean isSignedForLogin(Address address, String message, String signature) {
        return verify(address, message, signature)
                        .filter(Bip322Proof::servesForLogin)
                        .isPresent()
                || LegacyMessage.isSignedBy(address, message, signature);
    }

    /** The proof that {@code signature} is; empty where it is malformed, wrong, or beyond judgement. */
    public static Optional<Bip322Proof> verify(Address address, String message, String signature) {
        return verify(address.scriptPubKey(), bytes(message), signature);
    }

    /** The same for a script and any bytes as message. */
    public static Optional<Bip322Proof> verify(Bytes scriptPubKey, Bytes message, String signature) {
        try {
            Transaction toSpend = toSpend(scriptPubKey, message);
            return Optional.of(ToSignReader.read(toSpend, signature))
                    .filter(toSign -> toSign.isRightFor(toSpend))
                    .map(Bip322Proof::new);
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** Refuses a signature whose text, after the prefix of its form, is no Base64. */
    public static void requireText(String signature) {
        if (Base64Text.decode(Bip322Form.of(signature).base64(signature)).isEmpty()) {
            throw new MalformedException(FORMAT, "The signature is empty.");
        }
    }

    /** The tagged hash that stands for a message. */
    public static Bytes32 hash(Bytes message) {
        return Hashes.tagged("BIP0322-signed-message", message);
    }

    /** The transaction whose one output, to the script, a signature spends ("Full"). */
    public static Transaction toSpend(Bytes scriptPubKey, Bytes message) {
        Bytes scriptSig = new ScriptBuilder()
                .data(Bytes.EMPTY)
                .data(hash(message).bytes())
                .build();
        return new Transaction(
                0,
                List.of(new TxInput(NO_OUTPOINT, scriptSig, 0, List.of())),
                List.of(new TxOutput(0, scriptPubKey)),
                0);
    }

    /** The unsigned transaction that the signers of {@code scriptPubKey} sign, without time locks. */
    public static Transaction toSign(Bytes scriptPubKey, Bytes message) {
        Outpoint spent = new Outpoint(toSpend(scriptPubKey, message).txid(), 0);
        return new Transaction(0, List.of(TxInput.unsigned(spent, 0)), List.of(ToSign.OUTPUT), 0);
    }

    private static Bytes bytes(String message) {
        return Bytes.wrap(message.getBytes(UTF_8));
    }
}
