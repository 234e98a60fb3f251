package io.countersign.testing;

import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.MusigPartialSignature;
import io.countersign.crypto.psbt.MusigParticipants;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.crypto.psbt.MusigSlot;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtOutput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtV2;
import io.countersign.crypto.psbt.TapDerivation;
import io.countersign.crypto.psbt.TapLeafScript;
import io.countersign.crypto.psbt.TapScriptSignature;
import io.countersign.crypto.psbt.TapTree;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.script.ScriptBuilder;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.SpendKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** PSBTs of every shape: any fields of BIP174, BIP370, BIP371 and BIP373 beside pairs that nobody knows. The seed decides all. */
public final class RandomPsbt {

    private static final int TAPSCRIPT = 0xc0;

    private final SplittableRandom random;

    private RandomPsbt(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public static PsbtV0 version0(long seed) {
        return new RandomPsbt(seed).version0();
    }

    /** Always with the fallback lock time; some with required lock times, modifiable flags, or sequences left out. */
    public static PsbtV2 version2(long seed) {
        return new RandomPsbt(seed).version2();
    }

    private PsbtV2 version2() {
        Psbt psbt = version0().toV2();
        if (random.nextBoolean()) {
            psbt = PsbtReader.read(TestPsbts.without(psbt, pair -> pair.key().equals(Bytes.ofHex("10"))));
        }
        if (random.nextBoolean()) {
            psbt = with(psbt, 0, "06", bytes(1));
        }
        boolean byHeight = random.nextBoolean();
        for (int i = 0; i < psbt.inputs().size(); i++) {
            if (random.nextInt(3) == 0) {
                long lock = byHeight ? 1 + random.nextInt(499_999_999) : 500_000_000L + random.nextInt(1 << 30);
                psbt = with(psbt, 1 + i, byHeight ? "12" : "11", uint32(lock));
            }
        }
        return psbt.toV2();
    }

    private PsbtV0 version0() {
        SpendKind kind = List.of(SpendKind.WSH, SpendKind.SH_WSH, SpendKind.SH).get(random.nextInt(3));
        int total = 1 + random.nextInt(6);
        TestSpend spend = TestSpend.of(kind, 1 + random.nextInt(total), total, 1 + random.nextInt(4));
        PsbtV0 psbt = spend.psbt();
        for (int i = 0; i < psbt.inputs().size(); i++) {
            psbt = psbt.withInput(i, input(spend, i, psbt.inputs().get(i)));
        }
        for (int i = 0; i < psbt.outputs().size(); i++) {
            psbt = psbt.withOutput(i, output(psbt.outputs().get(i)));
        }
        Psbt more = psbt;
        int maps = 1 + psbt.inputs().size() + psbt.outputs().size();
        for (int map = 0; map < maps; map++) {
            if (random.nextInt(3) == 0) {
                more = with(more, map, "f0" + bytes(random.nextInt(20)).toHex(), bytes(random.nextInt(300)));
            }
            if (random.nextInt(3) == 0) {
                more = with(more, map, "fc" + proprietary(), bytes(random.nextInt(30)));
            }
        }
        return more.toV0();
    }

    private PsbtInput input(TestSpend spend, int index, PsbtInput input) {
        if (random.nextInt(3) == 0) {
            return finalizedNowAndThen(musig(taproot()));
        }
        PsbtInput changed = input;
        for (int cosigner = 0; cosigner < spend.total(); cosigner++) {
            if (random.nextBoolean()) {
                changed =
                        changed.withPartialSignature(TestSpend.publicKey(index, cosigner), spend.sign(index, cosigner));
            }
            if (random.nextBoolean()) {
                changed = changed.withDerivation(KeyDerivation.of(TestSpend.publicKey(index, cosigner), origin()));
            }
        }
        if (random.nextBoolean()) {
            changed = changed.withSighashType(SighashType.ALL);
        }
        return finalizedNowAndThen(changed);
    }

    private PsbtInput finalizedNowAndThen(PsbtInput input) {
        if (random.nextInt(8) > 0) {
            return input;
        }
        boolean isLegacy = input.witnessUtxo().isEmpty();
        return input.finalized(isLegacy ? script() : Bytes.EMPTY, isLegacy ? List.of() : List.of(bytes(3)));
    }

    private PsbtInput taproot() {
        Bytes32 leaf = hash();
        Bytes controlBlock = Bytes.ofHex("c0").plus(key().xOnly().bytes()).plus(bytes(32 * random.nextInt(4)));
        TxOutput coin = new TxOutput(1_000 + random.nextInt(1_000_000), OutputScript.p2tr(key().xOnly()));
        PsbtInput changed = PsbtInput.EMPTY
                .withWitnessUtxo(coin)
                .withTapInternalKey(key().xOnly())
                .withTapDerivations(derivations())
                .withTapLeafScript(new TapLeafScript(controlBlock, bytes(random.nextInt(80)), TAPSCRIPT))
                .withTapScriptSignature(new TapScriptSignature(key().xOnly().x(), leaf, bytes(64)));
        if (random.nextBoolean()) {
            changed = changed.withTapKeySignature(bytes(64));
        }
        return random.nextBoolean() ? changed.withTapMerkleRoot(hash()) : changed;
    }

    private PsbtInput musig(PsbtInput input) {
        PublicKey aggregate = key();
        MusigSlot slot = MusigSlot.of(key(), aggregate, random.nextBoolean() ? hash() : null);
        return input.withMusigParticipants(participants(aggregate))
                .withMusigPublicNonce(new MusigPublicNonce(slot, key().bytes().plus(key().bytes())))
                .withMusigPartialSignature(new MusigPartialSignature(slot, hash()));
    }

    private PsbtOutput output(PsbtOutput output) {
        PsbtOutput changed = output;
        if (random.nextBoolean()) {
            changed = changed.withWitnessScript(script()).withDerivation(KeyDerivation.of(key(), origin()));
        }
        if (random.nextInt(3) == 0) {
            changed = changed.withTapInternalKey(key().xOnly())
                    .withTapDerivations(derivations())
                    .withTapTree(tree())
                    .withMusigParticipants(participants(key()));
        }
        return changed;
    }

    /** A comb: each leaf one step deeper, the last two beside each other. */
    private TapTree tree() {
        int leaves = 1 + random.nextInt(5);
        List<TapTree.Leaf> all = new ArrayList<>();
        for (int i = 0; i < leaves; i++) {
            int depth = leaves == 1 ? 0 : Math.min(i + 1, leaves - 1);
            all.add(new TapTree.Leaf(depth, TAPSCRIPT, bytes(1 + random.nextInt(40))));
        }
        return new TapTree(all);
    }

    /** A single push, since some readers parse scripts. */
    private Bytes script() {
        return new ScriptBuilder().data(bytes(2 + random.nextInt(60))).build();
    }

    private List<TapDerivation> derivations() {
        PublicKey key = key();
        List<Bytes32> leaves =
                IntStream.range(0, random.nextInt(3)).mapToObj(i -> hash()).toList();
        return List.of(TapDerivation.of(key.xOnly(), leaves, origin()));
    }

    private MusigParticipants participants(PublicKey aggregate) {
        return MusigParticipants.of(
                aggregate,
                IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(i -> key()).toList());
    }

    /** An identifier, a subtype and some data. */
    private String proprietary() {
        Bytes identifier = bytes(random.nextInt(6));
        return new ByteWriter()
                .writeVarBytes(identifier)
                .writeCompactSize(random.nextInt(300))
                .write(bytes(random.nextInt(8)))
                .toBytes()
                .toHex();
    }

    private KeyOrigin origin() {
        long[] steps = IntStream.range(0, random.nextInt(6))
                .mapToLong(i -> random.nextLong(1L << 32))
                .toArray();
        return new KeyOrigin(new Fingerprint(bytes(4)), DerivationPath.of(steps));
    }

    private PublicKey key() {
        return TestSpend.publicKey(random.nextInt(50), random.nextInt(50));
    }

    private Bytes32 hash() {
        return Hashes.sha256(Bytes.ofHex("%016x".formatted(random.nextLong())));
    }

    private Bytes bytes(int size) {
        byte[] made = new byte[size];
        for (int i = 0; i < size; i++) {
            made[i] = (byte) random.nextInt(256);
        }
        return Bytes.wrap(made);
    }

    private static Psbt with(Psbt psbt, int map, String key, Bytes value) {
        return PsbtReader.read(TestPsbts.withPair(psbt, map, Bytes.ofHex(key), value));
    }

    private static Bytes uint32(long value) {
        return new ByteWriter().writeInt32(value).toBytes();
    }
}
