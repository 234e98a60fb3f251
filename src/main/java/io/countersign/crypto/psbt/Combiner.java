package io.countersign.crypto.psbt;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Joins PSBTs of one transaction (BIP174, "Combiner"): all pairs of all of them. Where two differ under one key the first value stands,
 * but what signatures depend on (coins, scripts, sequences, lock times) must be equal.
 */
public final class Combiner {

    private static final Set<PsbtField> BINDING_GLOBALS =
            Set.of(GlobalField.TX_VERSION, GlobalField.FALLBACK_LOCKTIME, GlobalField.VERSION);
    private static final Set<PsbtField> BINDING_INPUTS = Set.of(
            InputField.WITNESS_UTXO,
            InputField.REDEEM_SCRIPT,
            InputField.WITNESS_SCRIPT,
            InputField.SEQUENCE,
            InputField.REQUIRED_TIME_LOCKTIME,
            InputField.REQUIRED_HEIGHT_LOCKTIME,
            InputField.TAP_LEAF_SCRIPT,
            InputField.TAP_INTERNAL_KEY,
            InputField.TAP_MERKLE_ROOT);
    private static final Set<PsbtField> BINDING_OUTPUTS = Set.of(
            OutputField.REDEEM_SCRIPT, OutputField.WITNESS_SCRIPT, OutputField.TAP_INTERNAL_KEY, OutputField.TAP_TREE);

    private Combiner() {}

    /** @throws MalformedException where they are of several versions or transactions, or contradict each other */
    public static Psbt combine(List<? extends Psbt> psbts) {
        return psbts.stream()
                .map(Psbt.class::cast)
                .reduce(Combiner::combine)
                .orElseThrow(() -> new MalformedException("psbt", "There is no PSBT to combine."));
    }

    private static Psbt combine(Psbt first, Psbt second) {
        if (!first.identity().equals(second.identity())) {
            throw new MalformedException("psbt", "PSBTs of different transactions or versions can't be combined.");
        }
        PsbtMap globals = union(first.globals(), second.globals(), BINDING_GLOBALS);
        List<PsbtInput> inputs = IntStream.range(0, first.inputs().size())
                .mapToObj(i -> combine(first.inputs().get(i), second.inputs().get(i)))
                .toList();
        List<PsbtOutput> outputs = IntStream.range(0, first.outputs().size())
                .mapToObj(i -> combine(first.outputs().get(i), second.outputs().get(i)))
                .toList();
        return first.version() == 0
                ? new PsbtV0(globals, first.unsignedTransaction(), inputs, outputs)
                : new PsbtV2(modifiable(globals, first.globals(), second.globals()), inputs, outputs);
    }

    private static PsbtInput combine(PsbtInput first, PsbtInput second) {
        Optional<Bytes> previous = first.map().find(InputField.NON_WITNESS_UTXO);
        Optional<Bytes> other = second.map().find(InputField.NON_WITNESS_UTXO);
        // One signer may have stripped the witnesses, so the ids are compared and not the bytes.
        if (previous.isPresent() && other.isPresent() && !txid(previous.get()).equals(txid(other.get()))) {
            throw contradiction(InputField.NON_WITNESS_UTXO);
        }
        return new PsbtInput(union(first.map(), second.map(), BINDING_INPUTS));
    }

    private static PsbtOutput combine(PsbtOutput first, PsbtOutput second) {
        return new PsbtOutput(union(first.map(), second.map(), BINDING_OUTPUTS));
    }

    private static PsbtMap union(PsbtMap first, PsbtMap second, Set<PsbtField> binding) {
        List<PsbtPair> pairs = new ArrayList<>(first.pairs());
        for (PsbtPair pair : second.pairs()) {
            Optional<PsbtPair> same = first.findKeyOf(pair);
            if (same.isEmpty()) {
                pairs.add(pair);
            } else if (!same.get().value().equals(pair.value())) {
                requireUnbound(pair, binding);
            }
        }
        return PsbtMap.of(pairs);
    }

    private static void requireUnbound(PsbtPair pair, Set<PsbtField> binding) {
        binding.stream().filter(pair::is).findFirst().ifPresent(field -> {
            throw contradiction(field);
        });
    }

    /**
     * BIP370, PSBT_GLOBAL_TX_MODIFIABLE: what one side forbids is forbidden, also by saying nothing, and a SINGLE of one side counts.
     */
    private static PsbtMap modifiable(PsbtMap combined, PsbtMap first, PsbtMap second) {
        int one = flags(first);
        int other = flags(second);
        int joined = (one & other & ~4) | ((one | other) & 4);
        boolean mentioned = combined.has(GlobalField.TX_MODIFIABLE);
        return mentioned
                ? combined.with(PsbtPair.of(GlobalField.TX_MODIFIABLE, Bytes.wrap(new byte[] {(byte) joined})))
                : combined;
    }

    private static int flags(PsbtMap globals) {
        return globals.find(GlobalField.TX_MODIFIABLE).map(value -> value.at(0)).orElse(0);
    }

    private static Object txid(Bytes transaction) {
        return Transaction.parse(transaction).txid();
    }

    private static MalformedException contradiction(PsbtField field) {
        return new MalformedException("psbt", "The PSBTs contradict each other in %s.".formatted(field.wireName()));
    }
}
