package io.countersign.testing;

import io.countersign.crypto.tx.Network;
import java.util.List;
import org.bitcoindevkit.Descriptor;
import org.bitcoindevkit.DescriptorException;
import org.bitcoindevkit.MiniscriptException;

/** The addresses that rust-miniscript makes of a descriptor with a tuple of two branches in every key. */
public final class BdkAddresses implements AutoCloseable {

    private final Network network;
    private final Descriptor descriptor;
    private final List<Descriptor> branches;

    private BdkAddresses(Network network, Descriptor descriptor, List<Descriptor> branches) {
        this.network = network;
        this.descriptor = descriptor;
        this.branches = branches;
    }

    /** Throws what rust-miniscript has against the text. */
    public static BdkAddresses of(String descriptor, Network network) throws DescriptorException {
        Descriptor read = new Descriptor(descriptor, theirs(network));
        try {
            return new BdkAddresses(network, read, read.toSingleDescriptors());
        } catch (MiniscriptException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kotlin's name of the method is no Java name, since it takes an unsigned number. */
    public String address(int branch, int index) {
        try {
            return Descriptor.class
                    .getMethod("deriveAddress-qim9Vi0", int.class, org.bitcoindevkit.Network.class)
                    .invoke(branches.get(branch), index, theirs(network))
                    .toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        descriptor.close();
        branches.forEach(Descriptor::close);
    }

    private static org.bitcoindevkit.Network theirs(Network network) {
        return network.isMain() ? org.bitcoindevkit.Network.BITCOIN : org.bitcoindevkit.Network.valueOf(network.name());
    }
}
