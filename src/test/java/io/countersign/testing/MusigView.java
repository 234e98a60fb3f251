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
import io.countersign.crypto.psbt.MusigParticipants;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.crypto.psbt.MusigSlot;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.TapDerivation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An aggregate key of an input as a device sees it in the PSBT: who takes part, the steps below the aggregate, and what is signed. */
final class MusigView {

    /** BIP328. */
    private static final String CHAIN_CODE = "868087ca02a6f974c4598924c36b57762d32cb45717167e300622c7167e38965";

    private final PsbtInput input;
    private final MusigParticipants field;
    private final KeyAggCache key;
    private final @Nullable Bytes32 leafHash;

    private MusigView(PsbtInput input, MusigParticipants field, KeyAggCache key, @Nullable Bytes32 leafHash) {
        this.input = input;
        this.field = field;
        this.key = key;
        this.leafHash = leafHash;
    }

    /** All that the fields tell of: the internal key first. A derivation belongs to an aggregate by the fingerprint of that. */
    static List<MusigView> all(PsbtInput input) {
        List<MusigView> views = new ArrayList<>();
        for (MusigParticipants field : input.musigParticipants()) {
            Bytes fingerprint = Hashes.hash160(field.aggregateKey()).slice(0, 4);
            for (TapDerivation derivation : input.tapDerivations()) {
                if (derivation.origin().fingerprint().bytes().equals(fingerprint)) {
                    add(views, input, field, derivation);
                }
            }
        }
        return views;
    }

    private static void add(List<MusigView> views, PsbtInput input, MusigParticipants field, TapDerivation derivation) {
        KeyAggCache derived = derived(field, derivation);
        Bytes x = MusigSigner.key(derived).xOnly().bytes();
        if (!x.equals(derivation.publicKey().bytes())) {
            throw new AssertionError("the steps do not lead from the aggregate to the key");
        }
        if (x.equals(input.tapInternalKey().orElseThrow().bytes())) {
            views.add(0, new MusigView(input, field, outputKey(input, derived), null));
        }
        derivation.leafHashes().forEach(leaf -> views.add(new MusigView(input, field, derived, leaf)));
    }

    boolean hasParticipant(PublicKey participant) {
        return field.participants().contains(participant.bytes());
    }

    MusigSlot slot(PublicKey participant) {
        return MusigSlot.of(participant, MusigSigner.key(key), leafHash);
    }

    boolean hasAllNonces() {
        return nonces().size() == field.participants().size();
    }

    Session session(Psbt psbt, int index) {
        return MusigSigner.session(key, nonces(), sighash(psbt, index));
    }

    private List<MusigNonce> nonces() {
        Bytes mine = MusigSigner.key(key).bytes();
        return input.musigPublicNonces().stream()
                .filter(nonce -> nonce.slot().aggregateKey().equals(mine))
                .map(MusigPublicNonce::nonce)
                .map(MusigNonce::parse)
                .toList();
    }

    private static KeyAggCache derived(MusigParticipants field, TapDerivation derivation) {
        KeyAggCache cache = MusigSigner.aggregate(
                field.participants().stream().map(PublicKey::parse).toList());
        if (!MusigSigner.key(cache).bytes().equals(field.aggregateKey())) {
            throw new AssertionError("the participants do not make the aggregate key");
        }
        Bytes chainCode = Bytes.ofHex(CHAIN_CODE);
        for (long step : derivation.origin().path().steps()) {
            Bytes data = MusigSigner.key(cache).bytes().plus(Bytes.ofHex("%08x".formatted(step)));
            Bytes hash = Hashes.hmacSha512(chainCode, data);
            cache = MusigSigner.tweak(cache, new Bytes32(hash.slice(0, 32)), false);
            chainCode = hash.sliceFrom(32);
        }
        return cache;
    }

    private static KeyAggCache outputKey(PsbtInput input, KeyAggCache internalKey) {
        Bytes internal = MusigSigner.key(internalKey).xOnly().bytes();
        Bytes root = input.tapMerkleRoot().map(Bytes32::bytes).orElse(Bytes.EMPTY);
        KeyAggCache output = MusigSigner.tweak(internalKey, Hashes.tagged("TapTweak", internal.plus(root)), true);
        Bytes script = input.witnessUtxo().orElseThrow().script();
        if (!script.equals(
                Bytes.ofHex("5120").plus(MusigSigner.key(output).xOnly().bytes()))) {
            throw new AssertionError("the coin is not the aggregate's");
        }
        return output;
    }

    private Bytes32 sighash(Psbt psbt, int index) {
        Transaction transaction =
                Transaction.read(psbt.unsignedTransaction().serialize().toArray());
        List<TxOut> coins = psbt.inputs().stream()
                .map(each -> each.witnessUtxo().orElseThrow())
                .map(coin ->
                        new TxOut(new Satoshi(coin.amountSat()), coin.script().toArray()))
                .toList();
        ByteVector32 hash = leafHash == null
                ? transaction.hashForSigningTaprootKeyPath(index, coins, SigHash.SIGHASH_DEFAULT, null)
                : transaction.hashForSigningTaprootScriptPath(
                        index, coins, SigHash.SIGHASH_DEFAULT, new ByteVector32(leafHash.toArray()), null);
        return Bytes32.of(hash.toByteArray());
    }
}
