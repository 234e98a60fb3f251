package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxOutput;
import java.util.Arrays;

/** The form of one byte string in a PSBT: of a key's data or of a value. */
@FunctionalInterface
interface FieldForm {

    Bytes EVEN = Bytes.ofHex("02");

    FieldForm ANY = bytes -> {};
    FieldForm NOTHING = sizes(0);
    FieldForm HASH = sizes(Bytes32.SIZE);
    FieldForm TWO_HASHES = sizes(2 * Bytes32.SIZE);
    FieldForm UINT32 = sizes(4);
    FieldForm SCHNORR = sizes(64, 65);
    FieldForm NOT_EMPTY = bytes -> demand(!bytes.isEmpty(), "it must not be empty.");
    FieldForm POINT = bytes -> demand(PublicKey.isEncodedPoint(bytes), "the key is no point of 33 or 65 bytes.");
    FieldForm COMPRESSED = bytes -> demand(
            bytes.size() == PublicKey.SIZE && PublicKey.isEncodedPoint(bytes), "the key is no point of 33 bytes.");
    FieldForm COMPRESSED_LIST = FieldForm::requireCompressedKeys;
    FieldForm TRANSACTION = Transaction::parse;
    FieldForm OUTPUT = TxOutput::parse;
    FieldForm WITNESS = FinalScripts::parseWitness;
    FieldForm ORIGIN = Origins::requireForm;
    FieldForm TAP_ORIGIN = TapDerivation::requireForm;
    FieldForm TAP_TREE = TapTree::parse;
    FieldForm COMPACT_SIZE = bytes -> wholly(bytes, ByteReader::readCompactSize);
    FieldForm TIME_LOCK = bytes -> demand(
            LockTime.isTime(uint32(bytes)), "a required lock time of the time kind is 500000000 or more (BIP370).");
    FieldForm HEIGHT_LOCK = bytes -> demand(
            LockTime.isHeight(uint32(bytes)), "a required lock time of the height kind is 1 to 499999999 (BIP370).");
    FieldForm CONTROL_BLOCK = bytes -> demand(
            bytes.size() >= 33 && bytes.size() <= 33 + 128 * 32 && bytes.size() % 32 == 1,
            "a control block has 33 + 32 k bytes, k up to 128 (BIP341).");
    FieldForm X_ONLY = FieldForm::requireXOnly;
    FieldForm X_ONLY_AND_LEAF = FieldForm::requireXOnlyAndLeaf;
    FieldForm MUSIG_SLOT = FieldForm::requireMusigSlot;
    FieldForm PUBLIC_NONCE = sizes(66);
    FieldForm PROPRIETARY_KEY = FieldForm::requireProprietaryKey;

    /** @throws MalformedException where the bytes do not have the form */
    void require(Bytes bytes);

    static FieldForm sizes(int... allowed) {
        String wanted = Arrays.toString(allowed);
        return bytes -> {
            for (int size : allowed) {
                if (size == bytes.size()) {
                    return;
                }
            }
            throw new MalformedException("psbt", "found %d bytes, expected %s.".formatted(bytes.size(), wanted));
        };
    }

    private static void requireCompressedKeys(Bytes bytes) {
        demand(!bytes.isEmpty() && bytes.size() % PublicKey.SIZE == 0, "a list of keys has 33 bytes for each key.");
        for (int at = 0; at < bytes.size(); at += PublicKey.SIZE) {
            COMPRESSED.require(bytes.slice(at, at + PublicKey.SIZE));
        }
    }

    private static void requireXOnly(Bytes bytes) {
        HASH.require(bytes);
        demand(PublicKey.isEncodedPoint(EVEN.plus(bytes)), "the key is no x coordinate of a point.");
    }

    private static void requireXOnlyAndLeaf(Bytes bytes) {
        TWO_HASHES.require(bytes);
        requireXOnly(bytes.slice(0, Bytes32.SIZE));
    }

    /** BIP373: the participant's key, the key that signs, and a leaf hash where a script is signed. */
    private static void requireMusigSlot(Bytes bytes) {
        demand(bytes.size() == 66 || bytes.size() == 98, "the key data have 66 or 98 bytes (BIP373).");
        requireCompressedKeys(bytes.slice(0, 66));
    }

    private static void requireProprietaryKey(Bytes bytes) {
        ByteReader in = new ByteReader("psbt", bytes);
        in.readVarBytes();
        in.readCompactSize();
    }

    private static long uint32(Bytes bytes) {
        UINT32.require(bytes);
        return new ByteReader("psbt", bytes).readUint32();
    }

    private static void wholly(Bytes bytes, FormReader reader) {
        ByteReader in = new ByteReader("psbt", bytes);
        reader.read(in);
        in.requireEnd();
    }

    private static void demand(boolean holds, String sentence) {
        if (!holds) {
            throw new MalformedException("psbt", sentence);
        }
    }

    /** Reads one thing from the start of a byte string. */
    @FunctionalInterface
    interface FormReader {
        Object read(ByteReader in);
    }
}
