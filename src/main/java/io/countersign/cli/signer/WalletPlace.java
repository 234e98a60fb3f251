package io.countersign.cli.signer;

import io.countersign.crypto.descriptor.DerivedScript;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.tx.Network;

/** A place in a wallet, told as {@code branch/index}. */
final class WalletPlace {

    private WalletPlace() {}

    static DerivedScript parse(String descriptor, String path) {
        DerivationPath steps = DerivationPath.parse(path);
        if (steps.size() != 2 || steps.step(0) > 1 || !steps.isUnhardened()) {
            throw new SigningRefusedException(
                    "A place in a wallet is a branch (0 or 1) and an index, such as 0/1, not %s.".formatted(path));
        }
        return Descriptor.parse(descriptor, Network.REGTEST).derive((int) steps.step(0), steps.step(1));
    }
}
