package io.countersign.crypto.key;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import java.util.Set;
import org.bitcoinj.base.Base58;
import org.bitcoinj.base.exceptions.AddressFormatException;

/** The Base58Check text of an extended key: 78 bytes of which the first 4 are the version (BIP32, "Serialization format"). */
final class ExtendedKeyText {

    static final String FORMAT = "extended key";
    static final int SIZE = 78;

    private static final int VERSION_SIZE = 4;
    private static final int MOST_CHARACTERS = 120;

    /** The private versions of BIP32 and SLIP132, main and test. */
    private static final Set<Bytes> PRIVATE_VERSIONS = Set.of(
            Bytes.ofHex("0488ade4"),
            Bytes.ofHex("04358394"),
            Bytes.ofHex("049d7878"),
            Bytes.ofHex("044a4e28"),
            Bytes.ofHex("04b2430c"),
            Bytes.ofHex("045f18bc"),
            Bytes.ofHex("0295b005"),
            Bytes.ofHex("024285b5"),
            Bytes.ofHex("02aa7a99"),
            Bytes.ofHex("02575048"));

    private ExtendedKeyText() {}

    /** The 78 bytes, proven to be no private key. No message repeats the text, which may be a secret. */
    static Bytes decode(String text) {
        Bytes payload = decodeChecked(text);
        boolean isPrivate = payload.size() >= VERSION_SIZE
                && (PRIVATE_VERSIONS.contains(payload.slice(0, VERSION_SIZE))
                        || payload.size() == SIZE && payload.at(SIZE - 33) == 0);
        if (isPrivate) {
            throw new MalformedException(
                    ExtendedPublicKey.PRIVATE,
                    "This is a private key: give the extended public key, and treat the private one as exposed.");
        }
        if (payload.size() != SIZE) {
            throw new MalformedException(
                    FORMAT, "An extended key has 78 bytes, this text has %d.".formatted(payload.size()));
        }
        return payload;
    }

    static String encode(Bytes payload) {
        Bytes checksum = Hashes.doubleSha256(payload).bytes().slice(0, 4);
        return Base58.encode(payload.plus(checksum).toArray());
    }

    private static Bytes decodeChecked(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            throw new MalformedException(FORMAT, "An extended key is Base58Check text of 111 characters.");
        }
        try {
            return Bytes.wrap(Base58.decodeChecked(text));
        } catch (AddressFormatException e) {
            throw new MalformedException(FORMAT, "The extended key is not Base58, or its checksum is wrong.");
        }
    }
}
