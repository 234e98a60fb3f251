package io.countersign.bench;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.verify.SpendKind;
import io.countersign.testing.TestSpend;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Parsing and serializing a PSBT of 100 inputs with two signatures each: bytes beside bitcoin-kmp, text beside bdk-jvm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PsbtBenchmark {

    private static final int INPUTS = 100;

    private Bytes bytes;
    private byte[] array;
    private String text;

    @Setup
    public void make() {
        Psbt psbt = TestSpend.of(SpendKind.WSH, 2, 3, INPUTS).signedBy(0, 2);
        bytes = PsbtWriter.write(psbt);
        array = bytes.toArray();
        text = PsbtWriter.writeText(psbt);
        if (!ours().equals(bytes) || theirs().size() != array.length || !oursAsText().equals(text)) {
            throw new IllegalStateException("the PSBT does not come back as it was");
        }
    }

    @Benchmark
    public Bytes ours() {
        return PsbtWriter.write(PsbtReader.read(bytes));
    }

    /** By bitcoin-kmp. */
    @Benchmark
    public fr.acinq.bitcoin.ByteVector theirs() {
        fr.acinq.bitcoin.psbt.Psbt psbt =
                fr.acinq.bitcoin.psbt.Psbt.read(array).getRight();
        return fr.acinq.bitcoin.psbt.Psbt.write(java.util.Objects.requireNonNull(psbt));
    }

    @Benchmark
    public String oursAsText() {
        return PsbtWriter.writeText(PsbtReader.readText(text));
    }

    /** By bdk-jvm. */
    @Benchmark
    public String theirsAsText() throws Exception {
        try (org.bitcoindevkit.Psbt psbt = new org.bitcoindevkit.Psbt(text)) {
            return psbt.serialize();
        }
    }
}
