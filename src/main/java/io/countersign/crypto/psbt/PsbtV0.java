package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteWriter;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Version 0 (BIP174): the unsigned transaction stands in the global map as a whole. */
public final class PsbtV0 implements Psbt {

    private final PsbtMap globals;
    private final Transaction unsignedTransaction;
    private final List<PsbtInput> inputs;
    private final List<PsbtOutput> outputs;

    PsbtV0(PsbtMap globals, Transaction unsignedTransaction, List<PsbtInput> inputs, List<PsbtOutput> outputs) {
        if (!unsignedTransaction.inputs().stream().allMatch(TxInput::isUnsigned)) {
            throw new MalformedException("psbt", "PSBT_GLOBAL_UNSIGNED_TX must have empty scriptSigs and no witness.");
        }
        this.globals = globals;
        this.unsignedTransaction = unsignedTransaction;
        this.inputs = PsbtMaps.sameCount(inputs, unsignedTransaction.inputs().size());
        this.outputs = PsbtMaps.sameCount(outputs, unsignedTransaction.outputs().size());
    }

    /** The bare PSBT of an unsigned transaction (BIP174, "Creator"). */
    public static PsbtV0 of(Transaction unsigned) {
        return new PsbtV0(
                PsbtMap.EMPTY.with(PsbtPair.of(GlobalField.UNSIGNED_TX, unsigned.serializeWithoutWitness())),
                unsigned,
                Collections.nCopies(unsigned.inputs().size(), PsbtInput.EMPTY),
                Collections.nCopies(unsigned.outputs().size(), PsbtOutput.EMPTY));
    }

    @Override
    public int version() {
        return 0;
    }

    @Override
    public Transaction unsignedTransaction() {
        return unsignedTransaction;
    }

    @Override
    public PsbtMap globals() {
        return globals;
    }

    @Override
    public List<PsbtInput> inputs() {
        return inputs;
    }

    @Override
    public List<PsbtOutput> outputs() {
        return outputs;
    }

    @Override
    public PsbtV0 withInputs(List<PsbtInput> newInputs) {
        return new PsbtV0(globals, unsignedTransaction, newInputs, outputs);
    }

    public PsbtV0 withInput(int index, PsbtInput input) {
        List<PsbtInput> changed = new ArrayList<>(inputs);
        changed.set(index, input);
        return withInputs(changed);
    }

    @Override
    public PsbtV0 withOutputs(List<PsbtOutput> newOutputs) {
        return new PsbtV0(globals, unsignedTransaction, inputs, newOutputs);
    }

    public PsbtV0 withOutput(int index, PsbtOutput output) {
        List<PsbtOutput> changed = new ArrayList<>(outputs);
        changed.set(index, output);
        return withOutputs(changed);
    }

    @Override
    public PsbtV0 withXpubs(List<GlobalXpub> xpubs) {
        List<PsbtPair> pairs = xpubs.stream().map(GlobalXpub::toPair).toList();
        return withGlobals(PsbtMaps.replaced(globals, GlobalField.XPUB, pairs));
    }

    PsbtV0 withGlobals(PsbtMap newGlobals) {
        return new PsbtV0(newGlobals, unsignedTransaction, inputs, outputs);
    }

    @Override
    public PsbtIdentity identity() {
        return new PsbtIdentity(0, unsignedTransaction.txid());
    }

    @Override
    public PsbtV0 toV0() {
        return this;
    }

    /** BIP370, "Compatibility with version 0": the lock time becomes the fallback, and every sequence stands. */
    @Override
    public PsbtV2 toV2() {
        PsbtMap described = globals.without(GlobalField.UNSIGNED_TX)
                .with(PsbtPair.of(GlobalField.VERSION, uint32(2)))
                .with(PsbtPair.of(GlobalField.TX_VERSION, uint32(unsignedTransaction.version())))
                .with(PsbtPair.of(GlobalField.FALLBACK_LOCKTIME, uint32(unsignedTransaction.lockTime())))
                .with(PsbtPair.of(GlobalField.INPUT_COUNT, compactSize(inputs.size())))
                .with(PsbtPair.of(GlobalField.OUTPUT_COUNT, compactSize(outputs.size())));
        return new PsbtV2(
                described,
                IntStream.range(0, inputs.size()).mapToObj(this::inputOfV2).toList(),
                IntStream.range(0, outputs.size()).mapToObj(this::outputOfV2).toList());
    }

    private PsbtInput inputOfV2(int index) {
        TxInput input = unsignedTransaction.inputs().get(index);
        return inputs.get(index)
                .with(PsbtPair.of(
                        InputField.PREVIOUS_TXID, input.outpoint().txid().hash().bytes()))
                .with(PsbtPair.of(
                        InputField.OUTPUT_INDEX, uint32(input.outpoint().vout())))
                .with(PsbtPair.of(InputField.SEQUENCE, uint32(input.sequence())));
    }

    private PsbtOutput outputOfV2(int index) {
        var output = unsignedTransaction.outputs().get(index);
        return outputs.get(index)
                .with(PsbtPair.of(
                        OutputField.AMOUNT,
                        new ByteWriter(8).writeInt64(output.amountSat()).toBytes()))
                .with(PsbtPair.of(OutputField.SCRIPT, output.script()));
    }

    private static Bytes uint32(long value) {
        return new ByteWriter(4).writeInt32(value).toBytes();
    }

    private static Bytes compactSize(int value) {
        return new ByteWriter(9).writeCompactSize(value).toBytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PsbtV0 psbt
                && globals.equals(psbt.globals)
                && inputs.equals(psbt.inputs)
                && outputs.equals(psbt.outputs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(globals, inputs, outputs);
    }
}
