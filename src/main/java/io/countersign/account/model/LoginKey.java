package io.countersign.account.model;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Ed25519PublicKey;
import io.countersign.crypto.cipher.P256PublicKey;
import io.countersign.crypto.message.Bip322Message;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What an account signs in with. {@code identifier} is the one form that a key is kept in: the compressed point or the 32 bytes in
 * hex, or the address.
 */
public record LoginKey(LoginKeyType type, String identifier) {

    /** Reads a key; 422 where it is none of its type. Two encodings of one point are one key. */
    public static LoginKey parse(LoginKeyType type, String text, Network network) {
        try {
            return switch (type) {
                case ES256 ->
                    new LoginKey(
                            type,
                            P256PublicKey.parse(Bytes.ofHex(text)).compressed().toHex());
                case ED25519 ->
                    new LoginKey(
                            type,
                            new Ed25519PublicKey(Bytes32.ofHex(text)).value().toHex());
                case BIP322 -> new LoginKey(type, Address.parse(text, network).text());
            };
        } catch (MalformedException e) {
            throw AccountRefusal.LOGIN_KEY_MALFORMED.refuse(String.valueOf(e.getMessage()));
        }
    }

    public boolean isAddress() {
        return type == LoginKeyType.BIP322;
    }

    /** The output script of an address; empty for the other types, which no wallet key has for a child. */
    public Optional<Bytes> script(Network network) {
        return isAddress() ? Optional.of(Address.parse(identifier, network).scriptPubKey()) : Optional.empty();
    }

    /** Whether {@code signature} is this key's over {@code text}: 64 bytes in hex, or a device's message signature. */
    public boolean hasSigned(String text, String signature, Network network) {
        Bytes message = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            return switch (type) {
                case ES256 -> P256PublicKey.parse(Bytes.ofHex(identifier)).verifies(message, Bytes.ofHex(signature));
                case ED25519 ->
                    new Ed25519PublicKey(Bytes32.ofHex(identifier)).verifies(message, Bytes.ofHex(signature));
                case BIP322 -> Bip322Message.isSignedForLogin(Address.parse(identifier, network), text, signature);
            };
        } catch (MalformedException e) {
            return false;
        }
    }

    /** The same over several lines: joined by LF, or by blanks for devices, which show one line. */
    public boolean hasSigned(List<String> lines, String signature, Network network) {
        return hasSigned(String.join(isAddress() ? " " : "\n", lines), signature, network);
    }
}
