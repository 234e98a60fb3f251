package io.countersign.crypto.verify;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.sighash.LegacySighash;
import io.countersign.crypto.sighash.SegwitV0Sighash;
import io.countersign.crypto.sighash.SighashType;
import io.countersign.crypto.sighash.TaprootSighash;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the inputs of a spend sign, by the server's own amounts and scripts. The parts they share are hashed once. */
public final class SpendSighashes {

    private final ExpectedSpend spend;
    private final Shared<SegwitV0Sighash> segwit;
    private final Shared<TaprootSighash> taproot;
    private final Map<Message, Bytes32> known = new HashMap<>();

    public SpendSighashes(ExpectedSpend spend) {
        this.spend = spend;
        this.segwit = new Shared<>(() -> SegwitV0Sighash.of(spend.unsigned()));
        this.taproot = new Shared<>(() -> TaprootSighash.of(spend.unsigned(), spend.coins()));
    }

    /** The hash that a signature of this type signs for a path of an input. */
    public Bytes32 of(int inputIndex, ExpectedPath path, SighashType type) {
        ExpectedInput input = spend.inputs().get(inputIndex);
        Bytes32 leafHash = path.leaf().map(ExpectedLeaf::hash).orElse(null);
        return known.computeIfAbsent(new Message(inputIndex, leafHash, type), message -> hash(input, message));
    }

    private Bytes32 hash(ExpectedInput input, Message message) {
        int index = message.inputIndex();
        SighashType type = message.type();
        if (input.kind().isTaproot()) {
            return message.leafHash() == null
                    ? taproot.get().ofKeyPath(index, type)
                    : taproot.get().ofLeaf(index, type, message.leafHash());
        }
        return input.kind().isSegwit()
                ? segwit.get().hash(index, input.hashedScript(), input.coin().amount(), type)
                : LegacySighash.hash(spend.unsigned(), index, input.hashedScript(), type);
    }

    private record Message(int inputIndex, @Nullable Bytes32 leafHash, SighashType type) {}

    /** What is made when first asked for. Only one thread asks. */
    private static final class Shared<T> {

        private final Supplier<T> make;
        private @Nullable T made;

        Shared(Supplier<T> make) {
            this.make = make;
        }

        T get() {
            if (made == null) {
                made = make.get();
            }
            return made;
        }
    }
}
