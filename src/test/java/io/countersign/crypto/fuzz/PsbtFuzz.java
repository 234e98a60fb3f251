package io.countersign.crypto.fuzz;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.CoinCheck;
import io.countersign.crypto.psbt.Combiner;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtEntry;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtOutput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.verify.ContributionVerifier;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.crypto.verify.Verdict;
import io.countersign.testing.TestSpend;
import java.util.List;

/** The PSBT reader, and all that is asked of what it lets through. */
public final class PsbtFuzz {

    private static final TestSpend SPEND = TestSpend.of(SpendKind.SH_WSH, 2, 4, 2);

    private PsbtFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Psbt psbt;
        try {
            psbt = PsbtReader.read(Bytes.of(data));
        } catch (MalformedException e) {
            return;
        }
        require(PsbtReader.read(PsbtWriter.write(psbt)).equals(psbt), "it reads as another than it was written");
        psbt.xpubs();
        psbt.inputs().forEach(PsbtFuzz::touch);
        psbt.outputs().forEach(PsbtFuzz::touch);
        try {
            psbt.unsignedTransaction();
        } catch (MalformedException e) {
            require(psbt.version() == 2, "a version 0 has no transaction");
            return;
        }
        require(Combiner.combine(List.of(psbt, psbt)).equals(psbt), "combined with itself it is another");
        require(psbt.toV0().unsignedTransaction().equals(psbt.unsignedTransaction()), "version 0 pays otherwise");
        require(psbt.toV2().unsignedTransaction().equals(psbt.unsignedTransaction()), "version 2 pays otherwise");
        for (int i = 0; i < psbt.inputs().size(); i++) {
            CoinCheck.of(psbt, i);
        }
        Verdict verdict = ContributionVerifier.verify(SPEND.expected(), psbt);
        verdict.violations();
    }

    private static void touch(PsbtInput input) {
        touchShared(input);
        input.nonWitnessUtxo();
        input.witnessUtxo();
        input.partialSignatures();
        input.sighashType();
        input.finalScriptWitness();
        input.tapScriptSignatures();
        input.tapLeafScripts();
        input.tapMerkleRoot();
        input.musigPublicNonces();
        input.musigPartialSignatures();
    }

    private static void touch(PsbtOutput output) {
        touchShared(output);
        output.tapTree();
    }

    private static void touchShared(PsbtEntry<?> entry) {
        entry.derivations();
        entry.tapDerivations();
        entry.tapInternalKey();
        entry.musigParticipants();
        entry.unknown();
    }

    static void require(boolean holds, String why) {
        if (!holds) {
            throw new AssertionError(why);
        }
    }
}
