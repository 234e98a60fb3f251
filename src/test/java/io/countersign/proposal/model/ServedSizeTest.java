package io.countersign.proposal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.key.Fingerprint;
import io.countersign.crypto.key.KeyOrigin;
import io.countersign.crypto.psbt.KeyDerivation;
import io.countersign.crypto.psbt.MusigPartialSignature;
import io.countersign.crypto.psbt.MusigParticipants;
import io.countersign.crypto.psbt.MusigPublicNonce;
import io.countersign.crypto.psbt.MusigSlot;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.psbt.TapDerivation;
import io.countersign.crypto.psbt.TapScriptSignature;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.kernel.Refusal;
import io.countersign.testing.TestSpend;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServedSizeTest {

    private static final KeyOrigin ORIGIN =
            new KeyOrigin(Fingerprint.parse("d34db33f"), DerivationPath.parse("48h/1h/0h/2h/0/0"));
    private static final PublicKey KEY = TestSpend.publicKey(0, 0);
    private static final Bytes32 LEAF = Bytes32.ofHex("ab".repeat(32));
    private static final PsbtV0 BARE = TestSpend.of(SpendKind.WSH, 2, 3, 1).psbt();

    private static int written(PsbtV0 psbt) {
        return PsbtWriter.write(psbt.toV2()).size();
    }

    private static PsbtV0 withKeys() {
        return BARE.withInput(
                0,
                BARE.inputs()
                        .get(0)
                        .withDerivations(IntStream.range(0, 3)
                                .mapToObj(i -> KeyDerivation.of(TestSpend.publicKey(0, i), ORIGIN))
                                .toList()));
    }

    @Test
    void leavesRoomForTheLongestSignatureOfEachKey() {
        PsbtV0 psbt = withKeys();
        PsbtInput signed = psbt.inputs().get(0);
        for (int i = 0; i < 3; i++) {
            signed = signed.withPartialSignature(TestSpend.publicKey(0, i), Bytes.wrap(new byte[73]));
        }

        assertThat(ServedSize.most(psbt)).isEqualTo(written(psbt.withInput(0, signed)));
    }

    @Test
    void leavesRoomForKeyAndLeafSignatures() {
        PsbtInput input = PsbtInput.EMPTY
                .withTapInternalKey(KEY.xOnly())
                .withTapDerivations(List.of(TapDerivation.of(KEY.xOnly(), List.of(LEAF), ORIGIN)));
        PsbtV0 psbt = BARE.withInput(0, input);
        PsbtV0 signed = BARE.withInput(
                0,
                input.withTapKeySignature(Bytes.wrap(new byte[65]))
                        .withTapScriptSignature(
                                new TapScriptSignature(KEY.xOnly().x(), LEAF, Bytes.wrap(new byte[65]))));

        assertThat(ServedSize.most(psbt)).isEqualTo(written(signed));
    }

    @Test
    void leavesRoomForNoncesAndPartialSignatures() {
        PublicKey other = TestSpend.publicKey(0, 1);
        PsbtInput input = PsbtInput.EMPTY.withMusigParticipants(MusigParticipants.of(KEY, List.of(KEY, other)));
        PsbtInput signed = input;
        for (PublicKey signer : List.of(KEY, other)) {
            MusigSlot slot = MusigSlot.of(signer, KEY, LEAF);
            signed = signed.withMusigPublicNonce(new MusigPublicNonce(slot, Bytes.wrap(new byte[66])))
                    .withMusigPartialSignature(new MusigPartialSignature(slot, LEAF));
        }

        assertThat(ServedSize.most(BARE.withInput(0, input))).isEqualTo(written(BARE.withInput(0, signed)));
    }

    @Test
    void refusesWhatWouldOutgrowTheLimitByTheLastSignature() {
        PsbtV0 small = withKeys();
        // A longer script makes its own length, and that of the transaction, longer by four bytes in all.
        int room = PsbtReader.MAX_SIZE - ServedSize.most(small);
        PsbtV0 fits = withPreviousScriptOf(small, room - 8);
        int left = PsbtReader.MAX_SIZE - ServedSize.most(fits);

        assertThat(ServedSize.require(withPreviousScriptOf(small, room - 8 + left))
                        .size())
                .isLessThan(PsbtReader.MAX_SIZE);
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> ServedSize.require(withPreviousScriptOf(small, room - 8 + left + 1)));
        assertThat(refusal.reason()).isEqualTo(ProposalRefusal.PSBT_TOO_LARGE);
    }

    private static PsbtV0 withPreviousScriptOf(PsbtV0 psbt, int size) {
        Transaction previous = psbt.inputs().get(0).nonWitnessUtxo().orElseThrow();
        List<TxOutput> outputs = List.of(
                new TxOutput(1, Bytes.wrap(new byte[size])), previous.outputs().get(1));
        Transaction larger = new Transaction(2, List.<TxInput>copyOf(previous.inputs()), outputs, 0);
        return psbt.withInput(0, psbt.inputs().get(0).withNonWitnessUtxo(larger));
    }
}
