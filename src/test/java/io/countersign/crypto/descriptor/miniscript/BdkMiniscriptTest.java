package io.countersign.crypto.descriptor.miniscript;

import static org.assertj.core.api.Assertions.assertThat;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.Script;
import fr.acinq.bitcoin.ScriptTree;
import fr.acinq.bitcoin.XonlyPublicKey;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.Network;
import io.countersign.testing.BdkAddresses;
import io.countersign.testing.Cosigner;
import io.countersign.testing.Runs;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bitcoindevkit.DescriptorException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The addresses of random miniscripts, asked of rust-miniscript as well. Taproot outputs are made by bitcoin-kmp. */
class BdkMiniscriptTest {

    /** In each of the two contexts. */
    private static final int RUNS = 5_000;

    /** rust-miniscript does not know that {@code d:} is a unit in tapscript, so it takes none where a unit is asked for. */
    private static final String UNIT_IN_TAPSCRIPT = "[a-z]*d[a-z]*:";

    private static final List<CosignerKey> KEYS = IntStream.range(0, 64)
            .mapToObj(i -> Cosigner.ofSeedByte(i + 1).accountKey("48h/1h/0h/2h", Network.REGTEST))
            .toList();

    @ParameterizedTest
    @EnumSource
    void agreesOnAddresses(ScriptContext context) {
        int refused = 0;
        for (int seed = 0; seed < Runs.of(RUNS); seed++) {
            Miniscript<String> miniscript = RandomMiniscript.sane(seed, context, true);
            Random random = new Random(seed);
            int branch = random.nextInt(2);
            int index = random.nextInt(Integer.MAX_VALUE);
            Bytes script = miniscript.toScript(name -> keyBytes(name, context, branch, index));
            try (BdkAddresses theirs = BdkAddresses.of(descriptor(miniscript), Network.REGTEST)) {
                assertThat(address(script, context)).as(miniscript.text()).isEqualTo(theirs.address(branch, index));
            } catch (DescriptorException e) {
                refused++;
                assertThat(context).as(miniscript + ": " + e).isEqualTo(ScriptContext.TAPSCRIPT);
                assertThat(miniscript.text()).as(e.toString()).containsPattern(UNIT_IN_TAPSCRIPT);
            }
        }
        assertThat(refused).isLessThan(Runs.of(RUNS) / 10);
    }

    private static String descriptor(Miniscript<String> miniscript) {
        String inside = RandomMiniscript.withKeys(miniscript.text(), name -> key(name) + "/<0;1>/*");
        // BIP341's point that nobody has the key of.
        return miniscript.context() == ScriptContext.P2WSH
                ? "wsh(" + inside + ")"
                : "tr(50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0," + inside + ")";
    }

    private static String address(Bytes script, ScriptContext context) {
        Bytes output = context == ScriptContext.P2WSH ? OutputScript.p2wsh(script) : taproot(script);
        return Address.ofScript(output, Network.REGTEST).orElseThrow().text();
    }

    private static Bytes taproot(Bytes script) {
        XonlyPublicKey internal = new XonlyPublicKey(
                new ByteVector32("50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0"));
        ScriptTree leaf = new ScriptTree.Leaf(new ByteVector(script.toArray()), Script.TAPROOT_LEAF_TAPSCRIPT);
        return Bytes.of(Script.write(Script.pay2tr(internal, leaf)));
    }

    private static CosignerKey key(String name) {
        return KEYS.get(Integer.parseInt(name.substring(1)));
    }

    private static Bytes keyBytes(String name, ScriptContext context, int branch, int index) {
        PublicKey derived = key(name).key().derive(branch).derivePublicKey(index);
        return context == ScriptContext.P2WSH
                ? derived.bytes()
                : derived.xOnly().bytes();
    }
}
