package io.countersign.crypto.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.cipher.Hashes;
import io.countersign.crypto.descriptor.DerivedKey;
import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.descriptor.ScriptKind;
import io.countersign.crypto.finalize.Finalizer;
import io.countersign.crypto.finalize.PsbtFinalizer;
import io.countersign.crypto.finalize.SpendCheck;
import io.countersign.crypto.psbt.Combiner;
import io.countersign.crypto.psbt.GlobalXpub;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.script.Threshold;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.crypto.verify.ContributionVerifier;
import io.countersign.crypto.verify.ExpectedInput;
import io.countersign.crypto.verify.ExpectedKey;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.Verdict;
import io.countersign.crypto.verify.VerifiedContribution;
import io.countersign.crypto.verify.VerifiedSignature;
import io.countersign.testing.Cosigner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bitcoindevkit.Persister;
import org.bitcoindevkit.SignOptions;
import org.bitcoindevkit.Wallet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole spend with rust-bitcoin's and rust-miniscript's signer, combiner and finalizer (bdk-jvm) beside ours. */
class BdkSpendTest {

    private static final String ACCOUNT = "48h/1h/0h/2h";
    private static final List<Cosigner> COSIGNERS = List.of(Cosigner.ALICE, Cosigner.BOB, Cosigner.CAROL);
    private static final int[] INDEXES = {1, 7};

    private final List<Transaction> previous = new ArrayList<>();
    private final List<DerivedScript> derived = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(
            value = ScriptKind.class,
            names = {"WSH", "SH_WSH", "SH"})
    void agreesOnEveryStep(ScriptKind kind) throws Exception {
        Descriptor descriptor = descriptor(kind);
        ExpectedSpend spend = spend(descriptor);
        PsbtV0 served = served(descriptor, spend);

        Psbt byAlice = signedByBdk(kind, 0, served);
        Psbt byCarol = signedByBdk(kind, 2, served);
        List<VerifiedSignature> signatures =
                new ArrayList<>(right(spend, byAlice).signatures());
        signatures.addAll(right(spend, byCarol).signatures());
        Psbt combined = Combiner.combine(List.of(byAlice, byCarol));
        Transaction ours = Finalizer.finalize(
                        spend,
                        signatures.stream()
                                .map(VerifiedSignature::toInputSignature)
                                .toList())
                .transaction();

        assertThat(signatures).extracting(VerifiedSignature::keyPosition).containsExactlyInAnyOrder(0, 0, 2, 2);
        try (var alice = theirs(byAlice);
                var carol = theirs(byCarol);
                var both = alice.combine(carol)) {
            assertThat(ours(both)).isEqualTo(combined);
            var finished = both.finalize();
            assertThat(finished.getCouldFinalize()).isTrue();
            assertThat(Bytes.of(finished.getPsbt().extractTx().serialize())).isEqualTo(ours.serialize());
            assertThat(ours(finished.getPsbt()).inputs())
                    .isEqualTo(PsbtFinalizer.finalizeInputs(combined).inputs());
            // A signer that finalizes at once is read as well.
            assertThat(right(spend, ours(finished.getPsbt())).signatures()).hasSize(4);
        }
        assertThat(SpendCheck.run(ours, spend.coins())).isEmpty();
    }

    private static VerifiedContribution right(ExpectedSpend spend, Psbt signed) {
        Verdict verdict = ContributionVerifier.verify(spend, signed);
        return verdict.orElseThrow(
                () -> new IllegalStateException("other transaction"),
                () -> new IllegalStateException("nothing signed"),
                violations -> new IllegalStateException(violations.toString()));
    }

    private static Descriptor descriptor(ScriptKind kind) {
        return Descriptor.of(
                kind,
                true,
                Threshold.of(2, 3),
                COSIGNERS.stream()
                        .map(cosigner -> cosigner.accountKey(ACCOUNT, Network.REGTEST))
                        .toList());
    }

    private ExpectedSpend spend(Descriptor descriptor) {
        List<TxInput> inputs = new ArrayList<>();
        List<ExpectedInput> facts = new ArrayList<>();
        for (int index : INDEXES) {
            DerivedScript script = descriptor.derive(0, index);
            Transaction funding = funding(index, script);
            previous.add(funding);
            derived.add(script);
            inputs.add(TxInput.unsigned(new Outpoint(funding.txid(), 0), 0xfffffffdL));
            facts.add(ExpectedInput.of(
                    funding.outputs().get(0),
                    script.redeemScript().orElse(null),
                    script.witnessScript().orElse(null),
                    2,
                    script.keys().stream()
                            .map(key -> new ExpectedKey(key.position(), key.key()))
                            .toList()));
        }
        List<TxOutput> outputs = List.of(
                new TxOutput(1_500_000, Bytes.ofHex("0014" + "22".repeat(20))),
                new TxOutput(495_000, descriptor.derive(1, 3).scriptPubKey()));
        return new ExpectedSpend(new Transaction(2, inputs, outputs, 0), facts, Set.of());
    }

    private static Transaction funding(int index, DerivedScript script) {
        Bytes32 somewhere = Hashes.sha256(Bytes.wrap(new byte[] {(byte) index}));
        return new Transaction(
                2,
                List.of(TxInput.unsigned(new Outpoint(new Txid(somewhere), 0), 0xffffffffL)),
                List.of(new TxOutput(1_000_000, script.scriptPubKey())),
                0);
    }

    private PsbtV0 served(Descriptor descriptor, ExpectedSpend spend) {
        List<PsbtInput> inputs = new ArrayList<>();
        for (int i = 0; i < derived.size(); i++) {
            inputs.add(input(previous.get(i), derived.get(i)));
        }
        DerivedScript change = descriptor.derive(1, 3);
        PsbtV0 psbt = PsbtV0.of(spend.unsigned())
                .withXpubs(descriptor.keys().stream()
                        .map(key -> GlobalXpub.of(key.key(), key.origin()))
                        .toList())
                .withInputs(inputs);
        return psbt.withOutput(1, psbt.outputs().get(1).withDerivations(derivations(change)));
    }

    private static PsbtInput input(Transaction funding, DerivedScript script) {
        PsbtInput input = PsbtInput.EMPTY.withNonWitnessUtxo(funding).withDerivations(derivations(script));
        if (script.kind().isSegwit()) {
            input = input.withWitnessUtxo(funding.outputs().get(0));
        }
        if (script.redeemScript().isPresent()) {
            input = input.withRedeemScript(script.redeemScript().get());
        }
        return script.witnessScript().map(input::withWitnessScript).orElse(input);
    }

    private static List<KeyDerivation> derivations(DerivedScript script) {
        return script.keys().stream().map(BdkSpendTest::derivation).toList();
    }

    private static KeyDerivation derivation(DerivedKey key) {
        return KeyDerivation.of(key.key(), key.origin());
    }

    private static Psbt signedByBdk(ScriptKind kind, int signer, Psbt psbt) throws Exception {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < COSIGNERS.size(); i++) {
            Cosigner cosigner = COSIGNERS.get(i);
            keys.add(
                    i == signer
                            ? cosigner.accountSecret(ACCOUNT)
                            : cosigner.accountKey(ACCOUNT, Network.REGTEST).toString());
        }
        Wallet wallet = made(
                Wallet.class,
                theirDescriptor(kind, keys, 0),
                theirDescriptor(kind, keys, 1),
                org.bitcoindevkit.Network.REGTEST,
                Persister.Companion.newInMemory(),
                25,
                null);
        try (var theirs = theirs(psbt)) {
            wallet.sign(theirs, made(SignOptions.class, false, null, false, false, true, true, null));
            return ours(theirs);
        }
    }

    private static org.bitcoindevkit.Descriptor theirDescriptor(ScriptKind kind, List<String> keys, int branch) {
        List<String> onBranch =
                keys.stream().map(key -> key + "/" + branch + "/*").toList();
        String multi = "sortedmulti(2," + String.join(",", onBranch) + ")";
        String text =
                switch (kind) {
                    case WSH -> "wsh(" + multi + ")";
                    case SH_WSH -> "sh(wsh(" + multi + "))";
                    case SH -> "sh(" + multi + ")";
                    case TR -> throw new IllegalArgumentException("rust-miniscript has no sortedmulti_a");
                };
        return new org.bitcoindevkit.Descriptor(text, org.bitcoindevkit.Network.REGTEST);
    }

    private static org.bitcoindevkit.Psbt theirs(Psbt psbt) {
        return new org.bitcoindevkit.Psbt(PsbtWriter.writeText(psbt));
    }

    private static Psbt ours(org.bitcoindevkit.Psbt psbt) {
        return PsbtReader.read(Base64Text.decode(psbt.serialize()));
    }

    /** Kotlin's unsigned numbers hide these constructors from Java. */
    private static <T> T made(Class<T> type, Object... arguments) throws ReflectiveOperationException {
        var constructor = Arrays.stream(type.getConstructors())
                .filter(candidate -> candidate.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        return type.cast(constructor.newInstance(arguments));
    }
}
