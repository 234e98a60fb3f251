package io.countersign.testing;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.SigHash;
import fr.acinq.bitcoin.Transaction;
import fr.acinq.bitcoin.TxOut;
import fr.acinq.bitcoin.crypto.musig2.KeyAggCache;
import fr.acinq.bitcoin.crypto.musig2.Session;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.psbt.MusigPartialSignature;
import io.countersign.crypto.psbt.MusigParticipants;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.crypto.psbt.MusigSlot;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.psbt.TapDerivation;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A device that signs for {@code tr(musig(...))} by the key path: it works out everything from the fields of BIP373 and BIP371, as Bitcoin
 * Core does, with bitcoin-kmp's curve operations. It keeps secret nonces in memory, each for one signature.
 */
public final class MusigDevice {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CHAIN_CODE = "868087ca02a6f974c4598924c36b57762d32cb45717167e300622c7167e38965";

    private final Signer signer;
    private final Map<String, MusigSigner> waiting = new ConcurrentHashMap<>();

    public MusigDevice(Signer signer) {
        this.signer = signer;
    }

    /** The point under which its nonces and partial signatures stand. */
    public PublicKey publicKey() {
        return PublicKey.parse(Bytes.of(signer.secret().publicKey().value.toByteArray()));
    }

    /** The PSBT with a fresh nonce on every input; those of before are forgotten. */
    public byte[] giveNonces(byte[] psbt) {
        Psbt given = PsbtReader.read(Bytes.of(psbt));
        List<PsbtInput> inputs = new ArrayList<>();
        for (int i = 0; i < given.inputs().size(); i++) {
            MusigSigner fresh = new MusigSigner(signer.secret(), Bytes32.wrap(random()));
            waiting.put(name(given, i), fresh);
            inputs.add(given.inputs()
                    .get(i)
                    .withMusigPublicNonce(
                            new MusigPublicNonce(slot(given, i), fresh.nonce().bytes())));
        }
        return write(given.withInputs(inputs));
    }

    /** The PSBT with a partial signature on every input, made with the nonces in it. Its own are used up. */
    public byte[] sign(byte[] psbt) {
        Psbt given = PsbtReader.read(Bytes.of(psbt));
        List<PsbtInput> inputs = new ArrayList<>();
        for (int i = 0; i < given.inputs().size(); i++) {
            PsbtInput input = given.inputs().get(i);
            Session session = MusigSigner.session(aggregate(input), nonces(input), sighash(given, i));
            Bytes32 partial = waiting.remove(name(given, i)).sign(session).scalar();
            inputs.add(input.withMusigPartialSignature(new MusigPartialSignature(slot(given, i), partial)));
        }
        return write(given.withInputs(inputs));
    }

    /** The PSBT with nonces of its own and, as those of all others are there, with partial signatures too. */
    public byte[] giveNoncesAndSign(byte[] psbt) {
        return sign(giveNonces(psbt));
    }

    /** Signs where all others have, and gives back the final witness alone, as Bitcoin Core does. */
    public byte[] signAndFinalize(byte[] psbt) {
        Psbt signed = PsbtReader.read(Bytes.of(sign(psbt)));
        List<PsbtInput> inputs = new ArrayList<>();
        for (int i = 0; i < signed.inputs().size(); i++) {
            PsbtInput input = signed.inputs().get(i);
            Session session = MusigSigner.session(aggregate(input), nonces(input), sighash(signed, i));
            Bytes whole = MusigSigner.aggregate(
                    session,
                    input.musigPartialSignatures().stream()
                            .map(field -> new io.countersign.crypto.ec.MusigPartialSignature(field.signature()))
                            .toList());
            inputs.add(input.finalized(Bytes.EMPTY, List.of(whole)));
        }
        return write(signed.withInputs(inputs));
    }

    /** Where its fields of an input stand. */
    public MusigSlot slot(Psbt psbt, int input) {
        return MusigSlot.of(publicKey(), MusigSigner.key(aggregate(psbt.inputs().get(input))), null);
    }

    private static String name(Psbt psbt, int input) {
        return psbt.unsignedTransaction().txid() + ":" + input;
    }

    private List<MusigNonce> nonces(PsbtInput input) {
        return input.musigPublicNonces().stream()
                .map(field -> MusigNonce.parse(field.nonce()))
                .toList();
    }

    /** The output key: participants, then BIP32 below the aggregate (BIP328), then the taproot tweak. */
    private static KeyAggCache aggregate(PsbtInput input) {
        MusigParticipants field = input.musigParticipants().get(0);
        KeyAggCache cache = MusigSigner.aggregate(
                field.participants().stream().map(PublicKey::parse).toList());
        if (!MusigSigner.key(cache).bytes().equals(field.aggregateKey())) {
            throw new AssertionError("the participants do not make the aggregate key");
        }
        Bytes chainCode = Bytes.ofHex(CHAIN_CODE);
        for (long step : stepsOfInternalKey(input)) {
            Bytes data = MusigSigner.key(cache).bytes().plus(Bytes.ofHex("%08x".formatted(step)));
            Bytes hash = Hashes.hmacSha512(chainCode, data);
            cache = MusigSigner.tweak(cache, new Bytes32(hash.slice(0, 32)), false);
            chainCode = hash.sliceFrom(32);
        }
        Bytes internal = MusigSigner.key(cache).xOnly().bytes();
        if (!internal.equals(input.tapInternalKey().orElseThrow().bytes())) {
            throw new AssertionError("the aggregate does not derive to the internal key");
        }
        Bytes root = input.tapMerkleRoot().map(Bytes32::bytes).orElse(Bytes.EMPTY);
        KeyAggCache output = MusigSigner.tweak(cache, Hashes.tagged("TapTweak", internal.plus(root)), true);
        Bytes script = input.witnessUtxo().orElseThrow().script();
        if (!script.equals(
                Bytes.ofHex("5120").plus(MusigSigner.key(output).xOnly().bytes()))) {
            throw new AssertionError("the coin is not the aggregate's");
        }
        return output;
    }

    private static List<Long> stepsOfInternalKey(PsbtInput input) {
        Bytes32 internal = input.tapInternalKey().orElseThrow();
        TapDerivation derivation = input.tapDerivations().stream()
                .filter(candidate -> candidate.publicKey().equals(internal))
                .findFirst()
                .orElseThrow();
        Bytes plain = input.musigParticipants().get(0).aggregateKey();
        if (!derivation
                .origin()
                .fingerprint()
                .bytes()
                .equals(Hashes.hash160(plain).slice(0, 4))) {
            throw new AssertionError("the internal key does not come from the aggregate");
        }
        return derivation.origin().path().steps();
    }

    private static Bytes32 sighash(Psbt psbt, int input) {
        Transaction transaction =
                Transaction.read(psbt.unsignedTransaction().serialize().toArray());
        List<TxOut> coins = psbt.inputs().stream()
                .map(each -> each.witnessUtxo().orElseThrow())
                .map(coin ->
                        new TxOut(new Satoshi(coin.amountSat()), coin.script().toArray()))
                .toList();
        ByteVector32 hash = transaction.hashForSigningTaprootKeyPath(input, coins, SigHash.SIGHASH_DEFAULT, null);
        return Bytes32.of(hash.toByteArray());
    }

    private static byte[] write(Psbt psbt) {
        return PsbtWriter.write(psbt).toArray();
    }

    private static byte[] random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
