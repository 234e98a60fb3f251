package io.countersign.bench;

import fr.acinq.secp256k1.Secp256k1;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.PsbtInput;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtV0;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.verify.ContributionVerifier;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.crypto.verify.Verdict;
import io.countersign.testing.TestSpend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One cosigner's contribution to a 2-of-3, one signature an input, ECDSA in {@code wsh} and Schnorr in a leaf of {@code tr}: from the
 * uploaded bytes to the verdict on one thread, beside as many bare verifications by libsecp256k1. Keys are derived already, as the
 * server keeps them with the address.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ContributionBenchmark {

    private static final Bytes SIGNATURE_SIZED = Bytes.wrap(new byte[72]);
    private static final Bytes SCRIPT_SIZED = Bytes.wrap(new byte[105]);

    @Param({"1", "10", "100"})
    public int inputs;

    @Param({"WSH", "TR"})
    public SpendKind kind;

    private Bytes upload;
    private ExpectedSpend expected;
    private List<byte[]> signatures;
    private List<byte[]> hashes;
    private List<byte[]> keys;

    @Setup
    public void sign() {
        TestSpend spend = TestSpend.of(kind, 2, 3, inputs);
        expected = spend.expected();
        PsbtV0 signed = (PsbtV0) spend.signedBy(1);
        signatures = new ArrayList<>();
        hashes = new ArrayList<>();
        keys = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            PsbtInput input = signed.inputs().get(i);
            signed = signed.withInput(i, input.withNonWitnessUtxo(ofUsualSize(spend.previous().get(i))));
            signatures.add(bare(spend.sign(i, 1)));
            long amount = expected.inputs().get(i).coin().amountSat();
            hashes.add(spend.sighash(i, kind.isTaproot() ? 0 : 1, amount).toArray());
            keys.add(spend.slot(i, 1).toArray());
        }
        upload = PsbtWriter.write(signed);
        if (contribution().violations().size() != 0 || !bareVerifications()) {
            throw new IllegalStateException("the signatures are not right");
        }
    }

    /** As the library takes it: r and s in 64 bytes. */
    private byte[] bare(Bytes signature) {
        byte[] bytes = signature.toArray();
        return kind.isTaproot()
                ? bytes
                : Secp256k1.get()
                        .signatureNormalize(Arrays.copyOf(bytes, bytes.length - 1))
                        .getFirst();
    }

    @Benchmark
    public Verdict contribution() {
        return ContributionVerifier.verify(expected, PsbtReader.read(upload, expected.walletKeys()));
    }

    @Benchmark
    public boolean bareVerifications() {
        boolean all = true;
        for (int i = 0; i < signatures.size(); i++) {
            all &= kind.isTaproot()
                    ? Secp256k1.get().verifySchnorr(signatures.get(i), hashes.get(i), keys.get(i))
                    : Secp256k1.get().verify(signatures.get(i), hashes.get(i), keys.get(i));
        }
        return all;
    }

    /** About 400 bytes: the witness of a 2-of-3 spend on its one input, which its id does not bind. */
    private static Transaction ofUsualSize(Transaction previous) {
        TxInput input = previous.inputs().get(0);
        return previous.withInputs(List.of(new TxInput(
                input.outpoint(),
                input.scriptSig(),
                input.sequence(),
                List.of(Bytes.EMPTY, SIGNATURE_SIZED, SIGNATURE_SIZED, SCRIPT_SIZED))));
    }
}
