package io.countersign.crypto.message;

import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A BIP322 signature that is right, "valid at time T and age S": T is {@link #lockTime}, S is {@link #sequence}. Only the verifier
 * makes one.
 */
public final class Bip322Proof {

    private static final long DISABLED = 0x80000000L;

    private final ToSign toSign;

    Bip322Proof(ToSign toSign) {
        this.toSign = toSign;
    }

    public Bip322Form form() {
        return toSign.form();
    }

    /** 0 or 2. */
    public int version() {
        return transaction().version();
    }

    /** T: a height, or from 500,000,000 on a time in seconds; 0 for none. */
    public long lockTime() {
        return transaction().lockTime();
    }

    /** S: the first input's sequence, unsigned 32 bits (BIP68). */
    public long sequence() {
        return transaction().inputs().get(0).sequence();
    }

    /**
     * True where the signature holds at any time: no lock time, and a first sequence of 0 or one that BIP68 calls disabled, which
     * some devices write.
     */
    public boolean hasNoTimeLocks() {
        return lockTime() == 0 && (sequence() == 0 || sequence() >= DISABLED);
    }

    /**
     * True where it serves for signing in: the simple or full form, without time locks, and with a signature in it. What opens a hash
     * lock would do so for every message.
     */
    boolean servesForLogin() {
        return form() != Bip322Form.PROOF_OF_FUNDS && hasNoTimeLocks() && toSign.hasSignature();
    }

    /** Coins that the signer controls besides the address, in order; whether they exist is the chain's to say. */
    public List<ProvenCoin> coins() {
        List<TxInput> inputs = transaction().inputs();
        return IntStream.range(1, inputs.size())
                .mapToObj(i ->
                        new ProvenCoin(inputs.get(i).outpoint(), toSign.coins().get(i)))
                .toList();
    }

    /** What the key of a P2PKH or P2WPKH address signed; empty for other addresses. */
    public Optional<SignedHash> signedHash() {
        return toSign.signedHash();
    }

    private Transaction transaction() {
        return toSign.transaction();
    }

    /** A coin that a proof of funds claims, as the PSBT describes it. */
    public record ProvenCoin(Outpoint outpoint, TxOutput output) {}
}
