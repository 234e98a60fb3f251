package io.countersign.key.model;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.message.Bip322Message;
import io.countersign.crypto.message.Bip322Proof;
import io.countersign.crypto.message.LegacyMessage;
import io.countersign.crypto.message.SignedHash;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.verify.NonceUse;
import java.util.List;
import java.util.Optional;

/** Judges proofs of possession: the key that signed is compared, never an address alone. */
public final class ProofOfPossession {

    private ProofOfPossession() {}

    /**
     * Refuses a signature over {@code challenge} that {@code key}, or its child at the proof's path, did not make; tells with which nonce it
     * was made.
     */
    public static NonceUse require(ExtendedPublicKey key, Network network, String challenge, KeyProof proof) {
        PublicKey signer = key.derive(proof.path()).publicKey();
        Optional<SignedHash> signed =
                switch (proof.format()) {
                    case BIP137 -> signedLegacy(signer, challenge, proof.signature());
                    case BIP322 -> signedBip322(signer, network, challenge, proof.signature());
                };
        return signed.map(right -> new NonceUse(0, right.signature().r(), signer.bytes(), 0, right.hash()))
                .orElseThrow(() -> KeyRefusal.PROOF_WRONG.refuse(
                        "The signature is not one over the challenge by the key at path \"%s\"."
                                .formatted(proof.path())));
    }

    private static Optional<SignedHash> signedLegacy(PublicKey signer, String challenge, String signature) {
        try {
            return LegacyMessage.isSignedBy(signer, challenge, signature)
                    ? Optional.of(LegacyMessage.signedHash(challenge, signature))
                    : Optional.empty();
        } catch (MalformedException e) {
            throw KeyRefusal.PROOF_WRONG.refuse("The signature is no BIP137 signature: %s".formatted(e.getMessage()));
        }
    }

    /** The address that a device signs for is p2wpkh or p2pkh of the key. */
    private static Optional<SignedHash> signedBip322(
            PublicKey signer, Network network, String challenge, String signature) {
        return List.of(OutputScript.p2wpkh(signer), OutputScript.p2pkh(signer)).stream()
                .map(script -> Address.ofScript(script, network))
                .flatMap(Optional::stream)
                .flatMap(address -> Bip322Message.verify(address, challenge, signature).stream())
                .filter(Bip322Proof::hasNoTimeLocks)
                .flatMap(right -> right.signedHash().stream())
                .findFirst();
    }
}
