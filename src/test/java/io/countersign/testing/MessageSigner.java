package io.countersign.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.core.TransactionWitness;
import org.bitcoinj.crypto.ECKey;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.ScriptBuilder;
import org.bitcoinj.script.ScriptOpCodes;

/** A device that signs messages by the key of a p2wpkh address of regtest: BIP322 by bitcoinj's transactions, BIP137 by bitcoinj. */
public record MessageSigner(ECKey key) {

    private static final byte[] TAG = Hash.sha256("BIP0322-signed-message".getBytes(StandardCharsets.US_ASCII));

    /** The device with a private key of 32 bytes. */
    public static MessageSigner of(byte[] privateKey) {
        return new MessageSigner(ECKey.fromPrivate(privateKey));
    }

    /** A device that nobody has had before. */
    public static MessageSigner fresh() {
        return new MessageSigner(new ECKey());
    }

    public String address() {
        return key.toAddress(ScriptType.P2WPKH, BitcoinNetwork.REGTEST).toString();
    }

    public String bip137(String text) {
        return key.signMessage(text, ScriptType.P2WPKH);
    }

    /** The witness alone, in base64, without a prefix. */
    public String simple(String text) {
        return Base64.getEncoder()
                .encodeToString(signed(text, 0, 0).getInput(0).getWitness().serialize());
    }

    /** The whole transaction with these time locks. */
    public String full(String text, long lockTime, long sequence) {
        return "ful"
                + Base64.getEncoder()
                        .encodeToString(signed(text, lockTime, sequence).serialize());
    }

    /** {@code to_sign}, signed. */
    private Transaction signed(String text, long lockTime, long sequence) {
        Transaction toSign = new Transaction();
        toSign.setVersion(lockTime == 0 && sequence == 0 ? 0 : 2);
        TransactionOutPoint spent = new TransactionOutPoint(0, toSpend(text).getTxId());
        TransactionInput input = new TransactionInput(toSign, new byte[0], spent, Coin.ZERO);
        toSign.addInput(input.withSequence(sequence));
        toSign.addOutput(
                Coin.ZERO, new ScriptBuilder().op(ScriptOpCodes.OP_RETURN).build());
        toSign.setLockTime(lockTime);
        Script code = ScriptBuilder.createP2PKHOutputScript(key);
        var signature = toSign.calculateWitnessSignature(0, key, code, Coin.ZERO, Transaction.SigHash.ALL, false);
        toSign.replaceInput(0, toSign.getInput(0).withWitness(TransactionWitness.redeemP2WPKH(signature, key)));
        return toSign;
    }

    private Transaction toSpend(String text) {
        Transaction toSpend = new Transaction();
        toSpend.setVersion(0);
        byte[] script =
                new ScriptBuilder().smallNum(0).data(taggedHash(text)).build().program();
        TransactionOutPoint nothing = new TransactionOutPoint(0xffffffffL, Sha256Hash.ZERO_HASH);
        toSpend.addInput(new TransactionInput(toSpend, script, nothing, Coin.ZERO).withSequence(0));
        toSpend.addOutput(Coin.ZERO, ScriptBuilder.createP2WPKHOutputScript(key));
        return toSpend;
    }

    private static byte[] taggedHash(String text) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(TAG);
        all.writeBytes(TAG);
        all.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return Hash.sha256(all.toByteArray());
    }
}
