package io.countersign.chain.dev.model;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.List;

/** The first transaction of a block: it pays subsidy and fees to the chain itself. */
public final class Coinbase {

    /** Blocks until its coins may be spent. */
    public static final int MATURITY = 100;

    private static final Outpoint NOTHING = new Outpoint(new Txid(Bytes32.wrap(new byte[32])), 0xffffffffL);
    private static final Bytes WITNESS_RESERVED = Bytes.wrap(new byte[32]);
    private static final Bytes COMMITMENT_HEADER = Bytes.ofHex("6a24aa21a9ed");

    private static final int FUNDED_HEIGHT = 1;
    /** The one departure from regtest: its first block has what the faucet gives away, 10,000,000 BTC. */
    private static final Satoshi FUND = Satoshi.of(1_000_000_000_000_000L);

    private static final long FIRST_SUBSIDY = 5_000_000_000L;
    private static final int HALVING_INTERVAL = 150;

    private Coinbase() {}

    /** @param witnessRoot the Merkle root of the wtxids, this one counted as zero (BIP141, "Commitment structure") */
    static Transaction of(int height, Satoshi fees, Bytes32 witnessRoot) {
        Bytes commitment =
                Hashes.doubleSha256(witnessRoot.bytes().plus(WITNESS_RESERVED)).bytes();
        TxInput input = new TxInput(NOTHING, scriptSig(height), TxInput.FINAL_SEQUENCE, List.of(WITNESS_RESERVED));
        return new Transaction(
                2,
                List.of(input),
                List.of(
                        new TxOutput(subsidy(height).plus(fees).value(), FundingScript.SCRIPT),
                        new TxOutput(0, COMMITMENT_HEADER.plus(commitment))),
                0);
    }

    static boolean isCoinbase(Transaction transaction) {
        return transaction.inputs().size() == 1
                && transaction.inputs().get(0).outpoint().equals(NOTHING);
    }

    static Satoshi subsidy(int height) {
        int halvings = height / HALVING_INTERVAL;
        return height == FUNDED_HEIGHT ? FUND : Satoshi.of(halvings >= Long.SIZE ? 0 : FIRST_SUBSIDY >> halvings);
    }

    /** BIP34: the height as a minimal number push, and one byte more, since a scriptSig of one byte is too short here. */
    private static Bytes scriptSig(int height) {
        ByteWriter out = new ByteWriter();
        if (height <= 16) {
            return out.writeByte(0x50 + height).writeByte(0).toBytes();
        }
        ByteWriter number = new ByteWriter();
        int rest = height;
        int last = 0;
        while (rest > 0) {
            last = rest & 0xff;
            number.writeByte(last);
            rest >>= 8;
        }
        if (last >= 0x80) {
            number.writeByte(0);
        }
        return out.writeVarBytes(number.toBytes()).writeByte(0).toBytes();
    }
}
