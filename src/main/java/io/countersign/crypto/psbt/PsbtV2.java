package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Version 2 (BIP370): the transaction is spread over the maps, each input and output with its own part. */
public final class PsbtV2 implements Psbt {

    private final PsbtMap globals;
    private final List<PsbtInput> inputs;
    private final List<PsbtOutput> outputs;
    private final @Nullable Transaction unsignedTransaction;

    /** @param globals with all that BIP370 requires, like the maps of the inputs and outputs */
    PsbtV2(PsbtMap globals, List<PsbtInput> inputs, List<PsbtOutput> outputs) {
        this.globals = globals;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.unsignedTransaction = LockTime.of(globals, inputs).stream()
                .mapToObj(this::transaction)
                .findFirst()
                .orElse(null);
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Transaction unsignedTransaction() {
        if (unsignedTransaction == null) {
            throw new MalformedException(
                    "psbt", "One input requires a lock time by height and another by time (BIP370).");
        }
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
    public PsbtV2 withInputs(List<PsbtInput> newInputs) {
        return new PsbtV2(globals, PsbtMaps.sameCount(newInputs, inputs.size()), outputs);
    }

    @Override
    public PsbtV2 withOutputs(List<PsbtOutput> newOutputs) {
        return new PsbtV2(globals, inputs, PsbtMaps.sameCount(newOutputs, outputs.size()));
    }

    @Override
    public PsbtV2 withXpubs(List<GlobalXpub> xpubs) {
        List<PsbtPair> pairs = xpubs.stream().map(GlobalXpub::toPair).toList();
        return new PsbtV2(PsbtMaps.replaced(globals, GlobalField.XPUB, pairs), inputs, outputs);
    }

    /** BIP370, "Unique Identification": the txid with every sequence set to zero. It binds no sequence. */
    @Override
    public PsbtIdentity identity() {
        Transaction transaction = unsignedTransaction();
        List<TxInput> withoutSequences = transaction.inputs().stream()
                .map(input -> TxInput.unsigned(input.outpoint(), 0))
                .toList();
        return new PsbtIdentity(2, transaction.withInputs(withoutSequences).txid());
    }

    @Override
    public PsbtV0 toV0() {
        Transaction transaction = unsignedTransaction();
        PsbtMap reduced = withoutFieldsOfV2(globals, GlobalField.values())
                .without(GlobalField.VERSION)
                .with(PsbtPair.of(GlobalField.UNSIGNED_TX, transaction.serializeWithoutWitness()));
        return new PsbtV0(
                reduced,
                transaction,
                inputs.stream()
                        .map(input -> new PsbtInput(withoutFieldsOfV2(input.map(), InputField.values())))
                        .toList(),
                outputs.stream()
                        .map(output -> new PsbtOutput(withoutFieldsOfV2(output.map(), OutputField.values())))
                        .toList());
    }

    @Override
    public PsbtV2 toV2() {
        return this;
    }

    private Transaction transaction(long lockTime) {
        return new Transaction(
                reader(required(globals, GlobalField.TX_VERSION)).readInt32(),
                inputs.stream().map(PsbtV2::txInput).toList(),
                outputs.stream().map(PsbtV2::txOutput).toList(),
                lockTime);
    }

    private static PsbtMap withoutFieldsOfV2(PsbtMap map, PsbtField[] fields) {
        PsbtMap reduced = map;
        for (PsbtField field : fields) {
            if (!field.versions().have(0)) {
                reduced = reduced.without(field);
            }
        }
        return reduced;
    }

    private static TxInput txInput(PsbtInput input) {
        PsbtMap map = input.map();
        Txid txid = new Txid(new Bytes32(required(map, InputField.PREVIOUS_TXID)));
        long vout = reader(required(map, InputField.OUTPUT_INDEX)).readUint32();
        long sequence = map.find(InputField.SEQUENCE)
                .map(value -> reader(value).readUint32())
                .orElse(TxInput.FINAL_SEQUENCE);
        return TxInput.unsigned(new Outpoint(txid, vout), sequence);
    }

    private static TxOutput txOutput(PsbtOutput output) {
        return new TxOutput(
                reader(required(output.map(), OutputField.AMOUNT)).readInt64(),
                required(output.map(), OutputField.SCRIPT));
    }

    private static Bytes required(PsbtMap map, PsbtField field) {
        return map.find(field).orElseThrow(() -> new IllegalStateException(field.wireName() + " was not required"));
    }

    private static ByteReader reader(Bytes value) {
        return new ByteReader("psbt", value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PsbtV2 psbt
                && globals.equals(psbt.globals)
                && inputs.equals(psbt.inputs)
                && outputs.equals(psbt.outputs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(globals, inputs, outputs);
    }
}
