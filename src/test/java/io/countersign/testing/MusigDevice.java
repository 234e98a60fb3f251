package io.countersign.testing;

import fr.acinq.bitcoin.crypto.musig2.Session;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.psbt.MusigPartialSignature;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.crypto.psbt.MusigSlot;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * A device that signs for every {@code musig(...)} that it takes part in: it works out everything from the fields of BIP373 and BIP371, as
 * Bitcoin Core does, with bitcoin-kmp's curve operations. It keeps secret nonces in memory, each for one signature.
 */
public final class MusigDevice {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Signer signer;
    private final Map<String, MusigSigner> waiting = new ConcurrentHashMap<>();

    public MusigDevice(Signer signer) {
        this.signer = signer;
    }

    /** The point under which its nonces and partial signatures stand. */
    public PublicKey publicKey() {
        return PublicKey.parse(Bytes.of(signer.secret().publicKey().value.toByteArray()));
    }

    /** The PSBT with a fresh nonce for every key on every input; those of before are forgotten. */
    public byte[] giveNonces(byte[] psbt) {
        Psbt given = read(psbt);
        return changed(given, (index, input) -> {
            PsbtInput filled = input;
            for (MusigView key : views(input)) {
                MusigSigner fresh = new MusigSigner(signer.secret(), Bytes32.wrap(random()));
                waiting.put(name(given, index, key), fresh);
                filled = filled.withMusigPublicNonce(new MusigPublicNonce(
                        key.slot(publicKey()), fresh.nonce().bytes()));
            }
            return filled;
        });
    }

    /** The PSBT with a partial signature for every key whose nonces are all in it. Its own nonces are used up. */
    public byte[] sign(byte[] psbt) {
        Psbt given = read(psbt);
        return changed(given, (index, input) -> {
            PsbtInput filled = input;
            for (MusigView key : views(input)) {
                if (key.hasAllNonces()) {
                    Session session = key.session(given, index);
                    Bytes32 partial = waiting.remove(name(given, index, key))
                            .sign(session)
                            .scalar();
                    filled =
                            filled.withMusigPartialSignature(new MusigPartialSignature(key.slot(publicKey()), partial));
                }
            }
            return filled;
        });
    }

    /** The PSBT with nonces of its own and, as those of all others are there, with partial signatures too. */
    public byte[] giveNoncesAndSign(byte[] psbt) {
        return sign(giveNonces(psbt));
    }

    /** Signs for the key path where all others have, and gives back the final witness alone, as Bitcoin Core does. */
    public byte[] signAndFinalize(byte[] psbt) {
        Psbt signed = read(sign(psbt));
        return changed(signed, (index, input) -> {
            MusigView key = views(input).get(0);
            Bytes whole = MusigSigner.aggregate(
                    key.session(signed, index),
                    input.musigPartialSignatures().stream()
                            .map(field -> new io.countersign.crypto.ec.MusigPartialSignature(field.signature()))
                            .toList());
            return input.finalized(Bytes.EMPTY, List.of(whole));
        });
    }

    /** Where its fields for the first key of an input stand. */
    public MusigSlot slot(Psbt psbt, int input) {
        return views(psbt.inputs().get(input)).get(0).slot(publicKey());
    }

    private List<MusigView> views(PsbtInput input) {
        return MusigView.all(input).stream()
                .filter(key -> key.hasParticipant(publicKey()))
                .toList();
    }

    private String name(Psbt psbt, int input, MusigView key) {
        return psbt.unsignedTransaction().txid() + ":" + input + ":" + key.slot(publicKey());
    }

    private static Psbt read(byte[] psbt) {
        return PsbtReader.read(Bytes.of(psbt));
    }

    private static byte[] changed(Psbt psbt, BiFunction<Integer, PsbtInput, PsbtInput> change) {
        List<PsbtInput> inputs = new ArrayList<>();
        for (int i = 0; i < psbt.inputs().size(); i++) {
            inputs.add(change.apply(i, psbt.inputs().get(i)));
        }
        return PsbtWriter.write(psbt.withInputs(inputs)).toArray();
    }

    private static byte[] random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
