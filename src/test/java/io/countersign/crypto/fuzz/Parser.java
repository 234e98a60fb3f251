package io.countersign.crypto.fuzz;

import java.util.function.Consumer;

/** What is fuzzed. */
public enum Parser {
    PSBT(PsbtFuzz::fuzzerTestOneInput),
    SIGNATURE(SignatureFuzz::fuzzerTestOneInput),
    ADDRESS(AddressFuzz::fuzzerTestOneInput),
    DESCRIPTOR(DescriptorFuzz::fuzzerTestOneInput),
    MINISCRIPT(MiniscriptFuzz::fuzzerTestOneInput);

    private final Consumer<byte[]> target;

    Parser(Consumer<byte[]> target) {
        this.target = target;
    }

    void run(byte[] input) {
        target.accept(input);
    }
}
