package io.countersign.crypto.script;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.tx.Network;
import java.util.Optional;
import org.bitcoinj.base.Base58;
import org.bitcoinj.base.exceptions.AddressFormatException;

/** An address of one network, in its canonical text, and the script that it stands for. */
public final class Address {

    private static final String FORMAT = "address";
    private static final int MOST_CHARACTERS = 90;
    private static final int HASH_SIZE = 20;

    private final String text;
    private final Network network;
    private final Bytes scriptPubKey;

    private Address(String text, Network network, Bytes scriptPubKey) {
        this.text = text;
        this.network = network;
        this.scriptPubKey = scriptPubKey;
    }

    /**
     * Reads a Base58Check address (P2PKH, P2SH) or a Bech32 or Bech32m one (BIP173, BIP350) of any witness version.
     *
     * @throws MalformedException where it is none, or another network's
     */
    public static Address parse(String text, Network network) {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            throw new MalformedException(FORMAT, "An address has 14 to 90 characters.");
        }
        Bytes script = Bech32Address.parse(text)
                .map(address -> scriptOf(address, network))
                .orElseGet(() -> scriptOfBase58(text, network));
        return ofScript(script, network).orElseThrow();
    }

    /** The address of {@code scriptPubKey}; empty where such a script has none. */
    public static Optional<Address> ofScript(Bytes scriptPubKey, Network network) {
        return textOf(scriptPubKey, network).map(text -> new Address(text, network, scriptPubKey));
    }

    public String text() {
        return text;
    }

    public Network network() {
        return network;
    }

    public Bytes scriptPubKey() {
        return scriptPubKey;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && network == address.network && text.equals(address.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static Optional<String> textOf(Bytes script, Network network) {
        return switch (ScriptTemplate.of(script)) {
            case P2PKH -> Optional.of(base58(keyHashVersion(network), script.slice(3, 23)));
            case P2SH -> Optional.of(base58(scriptHashVersion(network), script.slice(2, 22)));
            case P2WPKH, P2WSH, P2TR, P2A, WITNESS_UNKNOWN -> {
                int version = script.at(0) == 0 ? 0 : script.at(0) - Opcode.OP_1 + 1;
                yield Optional.of(new Bech32Address(network.bech32Prefix(), version, script.sliceFrom(2)).toText());
            }
            case MULTISIG, P2PK, NULL_DATA, NON_STANDARD -> Optional.empty();
        };
    }

    private static Bytes scriptOf(Bech32Address address, Network network) {
        if (!address.prefix().equals(network.bech32Prefix())) {
            throw otherNetwork(network);
        }
        return address.script();
    }

    private static Bytes scriptOfBase58(String text, Network network) {
        Bytes payload;
        try {
            payload = Bytes.wrap(Base58.decodeChecked(text));
        } catch (AddressFormatException e) {
            throw malformed();
        }
        if (payload.size() != HASH_SIZE + 1) {
            throw malformed();
        }
        int version = payload.at(0);
        Bytes hash = payload.sliceFrom(1);
        if (version == keyHashVersion(network)) {
            return OutputScript.p2pkh(hash);
        }
        if (version == scriptHashVersion(network)) {
            return OutputScript.p2shOfHash(hash);
        }
        throw otherNetwork(network);
    }

    private static String base58(int version, Bytes hash) {
        Bytes payload = Bytes.wrap(new byte[] {(byte) version}).plus(hash);
        Bytes checksum = Hashes.doubleSha256(payload).bytes().slice(0, 4);
        return Base58.encode(payload.plus(checksum).toArray());
    }

    private static int keyHashVersion(Network network) {
        return network.isMain() ? 0x00 : 0x6f;
    }

    private static int scriptHashVersion(Network network) {
        return network.isMain() ? 0x05 : 0xc4;
    }

    private static MalformedException malformed() {
        return new MalformedException(FORMAT, "This is no Bitcoin address, or a character of it is wrong.");
    }

    private static MalformedException otherNetwork(Network network) {
        return new MalformedException(
                FORMAT, "The address does not belong to the network %s.".formatted(network.word()));
    }
}
