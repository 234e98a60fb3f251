package io.countersign.crypto.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.musig.AggregateKey;

/**
 * An extended public key (BIP32). {@code depth} is 0..255, {@code childNumber} unsigned 32 bits with bit 31 set where hardened;
 * {@code isMain} tells xpub from tpub, which all test networks share.
 */
public record ExtendedPublicKey(
        boolean isMain,
        int depth,
        Fingerprint parentFingerprint,
        long childNumber,
        Bytes32 chainCode,
        PublicKey publicKey) {

    /** The format of refusals of private keys. */
    public static final String PRIVATE = "private key";

    private static final String FORMAT = ExtendedKeyText.FORMAT;
    private static final int MOST_DEPTH = 255;

    public ExtendedPublicKey {
        if (depth < 0 || depth > MOST_DEPTH || childNumber < 0 || childNumber > 0xffffffffL) {
            throw new MalformedException(FORMAT, "The depth or child number of the extended key is out of range.");
        }
        if (depth == 0 && !(parentFingerprint.equals(Fingerprint.ZERO) && childNumber == 0)) {
            throw new MalformedException(
                    FORMAT, "An extended key of depth 0 has no parent fingerprint and no child number (BIP32).");
        }
    }

    /**
     * Reads the Base58Check text of an xpub or tpub.
     *
     * @throws MalformedException for other versions, private keys included; its message never repeats the text
     */
    public static ExtendedPublicKey parse(String text) {
        Slip132Key parsed = Slip132Key.parse(text);
        if (parsed.hint() != ScriptHint.NONE) {
            throw new MalformedException(FORMAT, "The extended key has a SLIP132 version: give it as xpub or tpub.");
        }
        return parsed.key();
    }

    /** Reads the 78 bytes of an xpub or tpub, as PSBT_GLOBAL_XPUB has them. */
    public static ExtendedPublicKey parse(Bytes serialized) {
        KeyVersion version = KeyVersion.find(serialized.slice(0, Math.min(4, serialized.size())))
                .filter(known -> known.hint() == ScriptHint.NONE)
                .orElseThrow(() -> new MalformedException(FORMAT, "The version bytes are not those of xpub or tpub."));
        return read(version.isMain(), serialized);
    }

    /** The synthetic xpub of an aggregate key (BIP328): depth 0, without a parent. */
    public static ExtendedPublicKey ofAggregate(AggregateKey aggregate, boolean isMain) {
        return new ExtendedPublicKey(isMain, 0, Fingerprint.ZERO, 0, aggregate.chainCode(), aggregate.publicKey());
    }

    static ExtendedPublicKey read(boolean isMain, Bytes serialized) {
        ByteReader in = new ByteReader(FORMAT, serialized.sliceFrom(4));
        int depth = in.readByte();
        Fingerprint parent = new Fingerprint(in.readBytes(Fingerprint.SIZE));
        long childNumber = bigEndian(in.readBytes(4));
        Bytes32 chainCode = in.readBytes32();
        PublicKey key = PublicKey.parse(in.readBytes(PublicKey.SIZE));
        in.requireEnd();
        return new ExtendedPublicKey(isMain, depth, parent, childNumber, chainCode, key);
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(publicKey);
    }

    /**
     * The child at an unhardened {@code index} (BIP32, "Public parent key to public child key").
     *
     * @throws MalformedException where the index is hardened, or no key is there
     */
    public ExtendedPublicKey derive(long index) {
        Bytes hash = childHash(index);
        return new ExtendedPublicKey(
                isMain, depth + 1, fingerprint(), index, new Bytes32(hash.sliceFrom(32)), tweaked(hash));
    }

    public ExtendedPublicKey derive(DerivationPath path) {
        ExtendedPublicKey key = this;
        for (long step : path.steps()) {
            key = key.derive(step);
        }
        return key;
    }

    /** The public key alone of the child at {@code index}: what an address needs. */
    public PublicKey derivePublicKey(long index) {
        return tweaked(childHash(index));
    }

    /** The 78 bytes of BIP32's serialization, with the version of xpub or tpub. */
    public Bytes serialize() {
        return new ByteWriter(ExtendedKeyText.SIZE)
                .write(KeyVersion.plain(isMain).bytes())
                .writeByte(depth)
                .write(parentFingerprint.bytes())
                .write(bigEndian(childNumber))
                .write(chainCode)
                .write(publicKey.bytes())
                .toBytes();
    }

    /** xpub or tpub text. */
    public String toBase58() {
        return ExtendedKeyText.encode(serialize());
    }

    @Override
    public String toString() {
        return toBase58();
    }

    private Bytes childHash(long index) {
        if (index < 0 || index >= DerivationPath.HARDENED) {
            throw new MalformedException(
                    FORMAT, "A public key has no hardened children: the index must be below 2147483648.");
        }
        return Hashes.hmacSha512(chainCode.bytes(), publicKey.bytes().plus(bigEndian(index)));
    }

    private PublicKey tweaked(Bytes hash) {
        return Secp256k1.tweakAdd(publicKey, new Bytes32(hash.slice(0, 32)))
                .orElseThrow(() -> new MalformedException(FORMAT, "No key exists at this index: take the next."));
    }

    private static Bytes bigEndian(long value) {
        return Bytes.wrap(
                new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value});
    }

    private static long bigEndian(Bytes four) {
        return (long) four.at(0) << 24 | (long) four.at(1) << 16 | (long) four.at(2) << 8 | four.at(3);
    }
}
