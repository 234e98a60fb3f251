package io.countersign.crypto.fuzz;

import static io.countersign.crypto.fuzz.PsbtFuzz.require;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.descriptor.Bip388Template;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.descriptor.DescriptorChecksum;
import io.countersign.crypto.key.CosignerKey;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.tx.Network;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Descriptors with and without a right checksum, templates, and key expressions. */
public final class DescriptorFuzz {

    private static final List<Consumer<String>> READERS = List.of(
            text -> readDescriptor(text, Network.REGTEST),
            text -> readDescriptor(text, Network.MAINNET),
            text -> readDescriptor(DescriptorChecksum.append(text), Network.REGTEST),
            text -> Bip388Template.parse(text),
            text -> CosignerKey.parse(text, Network.REGTEST),
            text -> ExtendedPublicKey.parse(text));

    private DescriptorFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        for (Consumer<String> reader : READERS) {
            try {
                reader.accept(text);
            } catch (MalformedException e) {
                require(e.getMessage().length() < 600, "it repeats what it refuses");
            }
        }
    }

    private static void readDescriptor(String text, Network network) {
        Descriptor descriptor = Descriptor.parse(text, network);
        String printed = descriptor.text();
        require(Descriptor.parse(printed, network).text().equals(printed), "it prints as another than it reads");
        descriptor.derive(0, 0);
        descriptor.derive(1, 2_147_483_647L);
    }
}
