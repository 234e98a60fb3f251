package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.tx.Transaction;
import java.util.List;

/** A well-formed partially signed transaction. What it says of coins and signatures is unproven. */
public sealed interface Psbt permits PsbtV0, PsbtV2 {

    /** 0 (BIP174) or 2 (BIP370). */
    int version();

    /**
     * The transaction with empty scriptSigs and without witnesses.
     *
     * @throws MalformedException for a version 2 PSBT whose inputs require lock times of different kinds
     */
    Transaction unsignedTransaction();

    PsbtMap globals();

    List<PsbtInput> inputs();

    List<PsbtOutput> outputs();

    /** The same with other inputs, as many as there were. */
    Psbt withInputs(List<PsbtInput> newInputs);

    /** The same with other outputs, as many as there were. */
    Psbt withOutputs(List<PsbtOutput> newOutputs);

    /** The same with these extended keys in place of those it had. */
    Psbt withXpubs(List<GlobalXpub> xpubs);

    PsbtIdentity identity();

    /** This PSBT in version 0, with the lock time worked out. */
    PsbtV0 toV0();

    /** This PSBT in version 2. */
    PsbtV2 toV2();

    /** The same in version 0 or 2. */
    default Psbt toVersion(int version) {
        return version == 0 ? toV0() : toV2();
    }

    /** PSBT_GLOBAL_TX_MODIFIABLE (BIP370): true where a bit says that inputs or outputs may change, or that a SINGLE is there. */
    default boolean isModifiable() {
        return globals()
                .find(GlobalField.TX_MODIFIABLE)
                .map(flags -> flags.at(0) != 0)
                .orElse(false);
    }

    /** True where the PSBT is a message to be signed as BIP322 has it, not a payment (PSBT_GLOBAL_GENERIC_SIGNED_MESSAGE). */
    default boolean isMessage() {
        return globals().pairs().stream().anyMatch(pair -> pair.type() == GlobalField.SIGNED_MESSAGE_TYPE);
    }

    default List<GlobalXpub> xpubs() {
        return globals().stream(GlobalField.XPUB).map(GlobalXpub::of).toList();
    }

    /** Pairs of the global map that no standard here names, proprietary ones included. */
    default List<PsbtPair> unknownGlobals() {
        return PsbtMaps.unknown(globals(), MapKind.GLOBAL);
    }
}
