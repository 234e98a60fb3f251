package io.countersign.crypto.psbt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestPsbts;
import io.countersign.testing.TestSpend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the global map says beside the transaction (BIP174, BIP370, BIP322), and which PSBTs are the same. */
class GlobalMapTest {

    private static final PsbtV0 BARE =
            PsbtV0.of(TestSpend.twoOfThree(SpendKind.WSH).unsigned());

    /** BIP32's test vector 1: m/0h and m/0h/1, below the master key 3442193e; their bytes by BIP32, "Serialization format". */
    private static final String DEPTH_1 =
            "xpub68Gmy5EdvgibQVfPdqkBBCHxA5htiqg55crXYuXoQRKfDBFA1WEjWgP6LHhwBZeNK1VTsfTFUHCdrfp1bgwQ9xv5ski8PX9rL2dZXvgGDnw";

    private static final String DEPTH_2 =
            "xpub6ASuArnXKPbfEwhqN6e3mwBcDTgzisQN1wXN9BJcM47sSikHjJf3UFHKkNAWbWMiGj7Wf5uMash7SyYq527Hqck2AxYysAA7xmALppuCkwQ";
    private static final String BYTES_1 = "0488b21e" + "01" + "3442193e" + "80000000"
            + "47fdacbd0f1097043b78c63c20c34ef4ed9a111d980047ad16282c7ae6236141"
            + "035a784662a4a20a65bf6aab9ae98a6c068a81c52e4b032c0fb5400c706cfccc56";
    private static final String PATH_1 = "3442193e" + "00000080";

    private static final GlobalXpub FIRST = xpub(DEPTH_1, "0h");
    private static final GlobalXpub SECOND = xpub(DEPTH_2, "0h/1");

    private static GlobalXpub xpub(String key, String path) {
        return GlobalXpub.of(
                ExtendedPublicKey.parse(key), new KeyOrigin(Fingerprint.parse("3442193e"), DerivationPath.parse(path)));
    }

    private static Psbt with(Psbt psbt, String key, String value) {
        return PsbtReader.read(TestPsbts.withPair(psbt, 0, Bytes.ofHex(key), Bytes.ofHex(value)));
    }

    @Test
    void holdsExtendedKeysWithTheirOrigins() {
        Psbt psbt = BARE.withXpubs(List.of(FIRST));

        assertThat(psbt.globals().pairs())
                .extracting(pair -> pair.key().toHex())
                .containsExactly("00", "01" + BYTES_1);
        assertThat(psbt.globals().pairs().get(1).value().toHex()).isEqualTo(PATH_1);
        assertThat(with(BARE, "01" + BYTES_1, PATH_1).xpubs()).containsExactly(FIRST);
        assertThat(with(BARE, "01" + BYTES_1, PATH_1)).isEqualTo(psbt);
    }

    @Test
    void putsExtendedKeysInPlaceOfThoseBefore() {
        for (Psbt psbt : List.of(with(BARE, "f0", "aa"), with(BARE.toV2(), "f0", "aa"))) {
            Psbt first = psbt.withXpubs(List.of(FIRST));

            assertThat(first.xpubs()).containsExactly(FIRST);
            assertThat(first.withXpubs(List.of(SECOND)).xpubs()).containsExactly(SECOND);
            assertThat(first.withXpubs(List.of(SECOND, FIRST)).xpubs()).containsExactly(FIRST, SECOND);
            assertThat(first.withXpubs(List.of())).isEqualTo(psbt);
            assertThat(first.version()).isEqualTo(psbt.version());
        }
    }

    /** SLIP132's version bytes stay, as some devices write them. */
    @Test
    void keepsForeignVersionBytesOfExtendedKeys() {
        String foreign = "02aa7ed3" + BYTES_1.substring(8);

        assertThat(with(BARE, "01" + foreign, PATH_1).xpubs())
                .singleElement()
                .satisfies(xpub -> assertThat(xpub.serialized().toHex()).isEqualTo(foreign));
    }

    @Test
    void refusesExtendedKeysOfAWrongForm() {
        String notOnCurve = BYTES_1.substring(0, 90) + "02" + "ff".repeat(32);

        assertXpubRefused(BYTES_1 + "00", PATH_1, "an extended key has 78 bytes, found 79.");
        assertXpubRefused(BYTES_1.substring(2), PATH_1, "an extended key has 78 bytes, found 77.");
        assertXpubRefused(notOnCurve, PATH_1, "the key is no point of 33 bytes.");
        assertXpubRefused(BYTES_1, "3442193e0000", "a key origin has 4 bytes and 4 for each step of its path.");
        assertXpubRefused(BYTES_1, "344219", "a key origin has 4 bytes and 4 for each step of its path.");
    }

    @ParameterizedTest
    @CsvSource({"3442193e", PATH_1 + "01000000"})
    void refusesAPathWhoseLengthIsNotTheDepth(String origin) {
        assertXpubRefused(BYTES_1, origin, "the length of the path is not the depth of the extended key.");
    }

    private static void assertXpubRefused(String key, String origin, String why) {
        assertThatThrownBy(() -> with(BARE, "01" + key, origin))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("PSBT_GLOBAL_XPUB: " + why);
    }

    @Test
    void makesNoExtendedKeyOfAWrongForm() {
        KeyOrigin master = new KeyOrigin(Fingerprint.parse("3442193e"), DerivationPath.EMPTY);

        assertThatThrownBy(() -> new GlobalXpub(Bytes.ofHex(BYTES_1), master)).isInstanceOf(MalformedException.class);
    }

    /** BIP322's PSBT_GLOBAL_GENERIC_SIGNED_MESSAGE, 0x09. */
    @Test
    void knowsMessagesFromPayments() {
        assertThat(with(BARE, "09", "68656c6c6f").isMessage()).isTrue();
        assertThat(with(BARE.toV2(), "09", "").isMessage()).isTrue();
        assertThat(BARE.isMessage()).isFalse();
        assertThat(with(BARE, "f009", "aa").isMessage()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "02, true", "04, true"})
    void knowsWhatMayStillChange(String flags, boolean isModifiable) {
        assertThat(with(BARE.toV2(), "06", flags).isModifiable()).isEqualTo(isModifiable);
        assertThat(BARE.toV2().isModifiable()).isFalse();
    }

    @Test
    void tellsUnknownPairsFromKnown() {
        Psbt psbt = with(with(BARE.withXpubs(List.of(FIRST)), "f0", "aa"), "fc00" + "00", "bb");

        assertThat(psbt.unknownGlobals()).extracting(pair -> pair.key().toHex()).containsExactly("f0", "fc0000");
    }

    @ParameterizedTest
    @CsvSource({"00000000, true", "01000000, false", "02000000, false", "03000000, false", "000000, false"})
    void takesVersionZeroByName(String version, boolean isTaken) {
        if (isTaken) {
            assertThat(with(BARE, "fb", version).version()).isZero();
        } else {
            assertThatThrownBy(() -> with(BARE, "fb", version)).isInstanceOf(MalformedException.class);
        }
    }

    /** BIP370: version 2 is known by its transaction with every sequence zero, version 0 by its transaction as it is. */
    @Test
    void bindsSequencesInVersion0Only() {
        Transaction unsigned = BARE.unsignedTransaction();
        Transaction zero = sequenced(unsigned, 0);
        Transaction other = sequenced(unsigned, 1);

        assertThat(BARE.identity()).isEqualTo(new PsbtIdentity(0, unsigned.txid()));
        assertThat(PsbtV0.of(other).identity()).isEqualTo(new PsbtIdentity(0, other.txid()));
        assertThat(BARE.toV2().identity()).isEqualTo(new PsbtIdentity(2, zero.txid()));
        assertThat(PsbtV0.of(other).toV2().identity()).isEqualTo(new PsbtIdentity(2, zero.txid()));
    }

    private static Transaction sequenced(Transaction transaction, long sequence) {
        return transaction.withInputs(transaction.outpoints().stream()
                .map(outpoint -> TxInput.unsigned(outpoint, sequence))
                .toList());
    }

    @Test
    void isEqualWhereAllMapsAre() {
        Bytes script = Bytes.ofHex("51");
        for (Psbt psbt : List.of(BARE, BARE.toV2())) {
            List<PsbtInput> inputs = psbt.inputs().stream()
                    .map(input -> input.withWitnessScript(script))
                    .toList();
            List<PsbtOutput> outputs = psbt.outputs().stream()
                    .map(output -> output.withWitnessScript(script))
                    .toList();

            assertThat(psbt.withInputs(inputs))
                    .isNotEqualTo(psbt)
                    .doesNotHaveSameHashCodeAs(psbt)
                    .isEqualTo(psbt.withInputs(inputs));
            assertThat(psbt.withOutputs(outputs))
                    .isNotEqualTo(psbt)
                    .doesNotHaveSameHashCodeAs(psbt)
                    .isEqualTo(psbt.withOutputs(outputs));
            assertThat(psbt.withXpubs(List.of(FIRST))).isNotEqualTo(psbt).doesNotHaveSameHashCodeAs(psbt);
            assertThat(psbt.inputs()).isEqualTo(psbt.withOutputs(outputs).inputs());
        }
        assertThat(BARE).isNotEqualTo(BARE.toV2());
        assertThat(BARE.toV2()).isNotEqualTo(BARE);
        assertThat(PsbtInput.EMPTY).isNotEqualTo(PsbtOutput.EMPTY);
    }

    @Test
    void refusesOtherNumbersOfMaps() {
        for (Psbt psbt : List.of(BARE, BARE.toV2())) {
            assertThatThrownBy(() -> psbt.withInputs(psbt.inputs().subList(0, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> psbt.withOutputs(psbt.outputs().subList(0, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesATransactionThatIsSigned() {
        Transaction unsigned = BARE.unsignedTransaction();
        TxInput first = unsigned.inputs().get(0);
        TxInput last = unsigned.inputs().get(1);
        TxInput withScript = last.withSignature(Bytes.ofHex("51"), List.of());
        TxInput withWitness = last.withSignature(Bytes.EMPTY, List.of(Bytes.EMPTY));

        for (TxInput signed : List.of(withScript, withWitness)) {
            Transaction transaction = unsigned.withInputs(List.of(first, signed));
            assertThatThrownBy(() -> PsbtV0.of(transaction))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("PSBT_GLOBAL_UNSIGNED_TX");
        }
    }
}
