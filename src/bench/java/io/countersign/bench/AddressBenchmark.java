package io.countersign.bench;

import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.Signer;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Deriving 1,000 addresses of a 2-of-3, beside bdk-jvm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AddressBenchmark {

    private static final int ADDRESSES = 1_000;

    private String text;
    private org.bitcoindevkit.Descriptor branch;
    private Method derive;

    @Setup
    public void make() throws Exception {
        String bare = "wsh(sortedmulti(2,%s/<0;1>/*,%s/<0;1>/*,%s/<0;1>/*))"
                .formatted(
                        Signer.of(1).keyText(), Signer.of(2).keyText(), Signer.of(3).keyText());
        var theirs = new org.bitcoindevkit.Descriptor(bare, org.bitcoindevkit.Network.REGTEST);
        text = theirs.toString();
        branch = theirs.toSingleDescriptors().get(0);
        // Kotlin's name of the method is no Java name, since it takes an unsigned number.
        derive = org.bitcoindevkit.Descriptor.class.getMethod(
                "deriveAddress-qim9Vi0", int.class, org.bitcoindevkit.Network.class);
        if (!ours().equals(theirs())) {
            throw new IllegalStateException("the addresses differ");
        }
    }

    /** The last of the addresses, from the descriptor's text on. */
    @Benchmark
    public String ours() {
        Descriptor descriptor = Descriptor.parse(text, Network.REGTEST);
        String last = "";
        for (int index = 0; index < ADDRESSES; index++) {
            last = Address.ofScript(descriptor.derive(0, index).scriptPubKey(), Network.REGTEST)
                    .orElseThrow()
                    .text();
        }
        return last;
    }

    /** By bdk-jvm. */
    @Benchmark
    public String theirs() throws Exception {
        String last = "";
        for (int index = 0; index < ADDRESSES; index++) {
            try (var address =
                    (org.bitcoindevkit.Address) derive.invoke(branch, index, org.bitcoindevkit.Network.REGTEST)) {
                last = address.toString();
            }
        }
        return last;
    }
}
