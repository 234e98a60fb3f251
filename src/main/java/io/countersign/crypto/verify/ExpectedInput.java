package io.countersign.crypto.verify;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.script.OutputScript;
import io.countersign.crypto.tx.TxOutput;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An input as the wallet knows it: the coin, the multi-signature script that hashes to the coin's script, and who may sign.
 *
 * @param script the witness script, or the redeem script of {@link SpendKind#SH}
 * @param threshold how many signatures the script asks for
 * @param keys in the order of the script
 */
public record ExpectedInput(TxOutput coin, SpendKind kind, Bytes script, int threshold, List<ExpectedKey> keys) {

    public ExpectedInput {
        keys = List.copyOf(keys);
        if (threshold < 1 || threshold > keys.size()) {
            throw new MalformedException(
                    "expected input", "%d of %d keys can't be asked for.".formatted(threshold, keys.size()));
        }
        if (!kind.outputScript(script).equals(coin.script())) {
            throw new MalformedException("expected input", "The script does not hash to the script of the coin.");
        }
    }

    /** The same from the scripts of a derived address: both for sh(wsh), one of them for the other kinds. */
    public static ExpectedInput of(
            TxOutput coin,
            @Nullable Bytes redeemScript,
            @Nullable Bytes witnessScript,
            int threshold,
            List<ExpectedKey> keys) {
        if (witnessScript != null) {
            SpendKind kind = redeemScript == null ? SpendKind.WSH : SpendKind.SH_WSH;
            return new ExpectedInput(coin, kind, witnessScript, threshold, keys);
        }
        if (redeemScript == null) {
            throw new MalformedException("expected input", "A multi-signature input has a redeem or a witness script.");
        }
        return new ExpectedInput(coin, SpendKind.SH, redeemScript, threshold, keys);
    }

    public Optional<Bytes> redeemScript() {
        return switch (kind) {
            case WSH -> Optional.empty();
            case SH_WSH -> Optional.of(OutputScript.p2wsh(script));
            case SH -> Optional.of(script);
        };
    }

    public Optional<Bytes> witnessScript() {
        return kind.isSegwit() ? Optional.of(script) : Optional.empty();
    }

    /** The key of this input with these bytes. */
    public Optional<ExpectedKey> findKey(Bytes publicKey) {
        return keys.stream()
                .filter(expected -> expected.key().bytes().equals(publicKey))
                .findFirst();
    }
}
