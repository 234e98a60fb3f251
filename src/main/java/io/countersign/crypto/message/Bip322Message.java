package io.countersign.crypto.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.finalize.SpendCheck;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.List;
import java.util.Optional;

/** Message signatures by the scripts of addresses (BIP322, simple and full). */
public final class Bip322Message {

    private static final String FORMAT = "BIP322 signature";
    private static final Bytes OP_RETURN = Bytes.ofHex("6a");
    private static final int SIGHASH_ALL = 1;

    private Bip322Message() {}

    /**
     * True where {@code signature} is one over {@code message} by the address, in a form that serves for signing in: BIP322 simple or
     * full with all time locks zero, or BIP137 by the key of the address.
     */
    public static boolean isSignedForLogin(Address address, String message, String signature) {
        return isSigned(address, message, signature) || isSignedLegacy(address, message, signature);
    }

    /** True for a right simple ({@code smp} or no prefix) or full ({@code ful}) signature without time locks. */
    public static boolean isSigned(Address address, String message, String signature) {
        try {
            Transaction toSpend = toSpend(address, message);
            Transaction toSign = signature.startsWith("ful")
                    ? full(signature.substring(3))
                    : simple(toSpend, signature.startsWith("smp") ? signature.substring(3) : signature);
            return hasForm(toSpend, toSign)
                    && usesAllowedSighashes(toSign)
                    && SpendCheck.run(toSign, toSpend.outputs()).isEmpty();
        } catch (MalformedException e) {
            return false;
        }
    }

    /** The transaction whose one output, to the address, the signature spends ("Full"). */
    static Transaction toSpend(Address address, String message) {
        Bytes32 hash = Hashes.tagged("BIP0322-signed-message", Bytes.wrap(message.getBytes(UTF_8)));
        Bytes scriptSig = Bytes.ofHex("0020").plus(hash.bytes());
        Outpoint none = new Outpoint(new Txid(Bytes32.wrap(new byte[32])), 0xffffffffL);
        return new Transaction(
                0,
                List.of(new TxInput(none, scriptSig, 0, List.of())),
                List.of(new TxOutput(0, address.scriptPubKey())),
                0);
    }

    private static Transaction simple(Transaction toSpend, String base64) {
        ByteReader in = new ByteReader(FORMAT, Base64Text.decode(base64));
        List<Bytes> witness = Transaction.readWitness(in);
        in.requireEnd();
        TxInput input = new TxInput(new Outpoint(toSpend.txid(), 0), Bytes.EMPTY, 0, witness);
        return new Transaction(0, List.of(input), List.of(new TxOutput(0, OP_RETURN)), 0);
    }

    private static Transaction full(String base64) {
        return Transaction.parse(Base64Text.decode(base64));
    }

    private static boolean hasForm(Transaction toSpend, Transaction toSign) {
        return (toSign.version() == 0 || toSign.version() == 2)
                && toSign.lockTime() == 0
                && toSign.inputs().size() == 1
                && toSign.inputs().get(0).sequence() == 0
                && toSign.inputs().get(0).outpoint().equals(new Outpoint(toSpend.txid(), 0))
                && toSign.outputs().equals(List.of(new TxOutput(0, OP_RETURN)));
    }

    /** Only ALL, or DEFAULT for Schnorr: an ECDSA signature ends in 01, a Schnorr one has 64 bytes or ends in 01. */
    private static boolean usesAllowedSighashes(Transaction toSign) {
        TxInput input = toSign.inputs().get(0);
        return input.witness().stream().filter(Bip322Message::isTypedSignature).allMatch(Bip322Message::endsInAll);
    }

    private static boolean isTypedSignature(Bytes element) {
        boolean isDer = element.size() >= 9 && element.size() <= 73 && element.at(0) == 0x30;
        return isDer && element.at(1) == element.size() - 3 || element.size() == 65;
    }

    private static boolean endsInAll(Bytes signature) {
        return signature.at(signature.size() - 1) == SIGHASH_ALL;
    }

    private static boolean isSignedLegacy(Address address, String message, String signature) {
        try {
            Optional<PublicKey> key = LegacyMessage.recover(message, signature);
            return key.map(signer -> scriptsOf(signer).contains(address.scriptPubKey()))
                    .orElse(false);
        } catch (MalformedException e) {
            return false;
        }
    }

    private static List<Bytes> scriptsOf(PublicKey key) {
        Bytes segwit = OutputScript.p2wpkh(key);
        return List.of(segwit, OutputScript.p2pkh(key), OutputScript.p2sh(segwit));
    }
}
