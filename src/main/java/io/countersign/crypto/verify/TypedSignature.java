package io.countersign.crypto.verify;

import static io.countersign.crypto.verify.ViolationReason.HIGH_S;
import static io.countersign.crypto.verify.ViolationReason.SIGHASH_NOT_ALLOWED;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.EcdsaSignature;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.SchnorrSignature;
import io.countersign.crypto.ec.Secp256k1;
import io.countersign.crypto.sighash.SighashType;
import java.util.Optional;

/** A signature as scripts take it, with the hash type that it says. */
sealed interface TypedSignature permits TypedSignature.Ecdsa, TypedSignature.Schnorr {

    /** @throws MalformedException where it has not the form that scripts of this kind take */
    static TypedSignature parse(Bytes bytes, SpendKind kind) {
        return kind.isTaproot() ? Schnorr.parse(bytes) : Ecdsa.parse(bytes);
    }

    /** As it stands in the transaction. */
    Bytes bytes();

    SighashType type();

    /** The nonce's x coordinate: who uses one twice gives the key away. */
    Bytes32 r();

    boolean isBy(PublicKey key, Bytes32 sighash);

    /** What is wrong with it, whoever made it over whatever. */
    Optional<Fault> fault();

    /** A reason and a sentence. */
    record Fault(ViolationReason reason, String sentence) {}

    /** Strict DER and one byte of hash type. */
    record Ecdsa(Bytes bytes, EcdsaSignature signature, SighashType type) implements TypedSignature {

        /** @throws MalformedException where the part before the last byte is not strict DER of two scalars (BIP66) */
        static Ecdsa parse(Bytes bytes) {
            if (bytes.isEmpty()) {
                throw new MalformedException("ECDSA signature", "The signature is empty.");
            }
            int last = bytes.size() - 1;
            return new Ecdsa(bytes, EcdsaSignature.parseDer(bytes.slice(0, last)), new SighashType(bytes.at(last)));
        }

        @Override
        public Bytes32 r() {
            return signature.r();
        }

        @Override
        public boolean isBy(PublicKey key, Bytes32 sighash) {
            return Secp256k1.verify(key, sighash, signature);
        }

        @Override
        public Optional<Fault> fault() {
            if (!type.isAll()) {
                return Optional.of(new Fault(
                        SIGHASH_NOT_ALLOWED, "The signature ends in %s; only 01 (ALL) is taken.".formatted(type)));
            }
            return signature.hasLowS()
                    ? Optional.empty()
                    : Optional.of(new Fault(
                            HIGH_S,
                            "The S of the signature is above half the group order; sign again with low S (BIP146)."));
        }
    }

    /** 64 bytes, which sign all, or 65 that end in a hash type (BIP341). */
    record Schnorr(Bytes bytes, SchnorrSignature signature, SighashType type) implements TypedSignature {

        /** @throws MalformedException where it has another length, or ends in 00, which BIP341 forbids */
        static Schnorr parse(Bytes bytes) {
            if (bytes.size() == SchnorrSignature.SIZE) {
                return new Schnorr(bytes, new SchnorrSignature(bytes), SighashType.DEFAULT);
            }
            if (bytes.size() != SchnorrSignature.SIZE + 1) {
                throw new MalformedException(
                        "Schnorr signature", "A Schnorr signature has 64 bytes, or 65 with its hash type.");
            }
            int type = bytes.at(SchnorrSignature.SIZE);
            if (type == 0) {
                throw new MalformedException(
                        "Schnorr signature", "A Schnorr signature of 65 bytes can't end in 00 (BIP341).");
            }
            return new Schnorr(
                    bytes, new SchnorrSignature(bytes.slice(0, SchnorrSignature.SIZE)), new SighashType(type));
        }

        @Override
        public Bytes32 r() {
            return new Bytes32(signature.bytes().slice(0, Bytes32.SIZE));
        }

        @Override
        public boolean isBy(PublicKey key, Bytes32 sighash) {
            return Secp256k1.verify(key.xOnly(), sighash, signature);
        }

        @Override
        public Optional<Fault> fault() {
            return type.equals(SighashType.DEFAULT) || type.isAll()
                    ? Optional.empty()
                    : Optional.of(new Fault(
                            SIGHASH_NOT_ALLOWED,
                            "The signature ends in %s; 64 bytes, or 65 that end in 01 (ALL), are taken."
                                    .formatted(type)));
        }
    }
}
