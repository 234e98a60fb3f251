package io.countersign.crypto.verify;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.tx.Transaction;
import io.countersign.crypto.tx.TxInput;
import io.countersign.crypto.tx.TxOutput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A proposed transaction with the server's own facts on each input.
 *
 * @param otherWalletKeys keys of the wallet beside those of the inputs, such as of change: known, but not to sign here
 * @param musig the aggregate keys that sign it
 */
public record ExpectedSpend(
        Transaction unsigned, List<ExpectedInput> inputs, Set<PublicKey> otherWalletKeys, MusigSpend musig) {

    public ExpectedSpend {
        inputs = List.copyOf(inputs);
        otherWalletKeys = Set.copyOf(otherWalletKeys);
        if (inputs.size() != unsigned.inputs().size()) {
            throw new MalformedException("expected spend", "There must be facts for each input of the transaction.");
        }
        if (!unsigned.inputs().stream().allMatch(TxInput::isUnsigned)) {
            throw new MalformedException("expected spend", "The transaction must be unsigned.");
        }
    }

    /** A spend that no aggregate key signs. */
    public ExpectedSpend(Transaction unsigned, List<ExpectedInput> inputs, Set<PublicKey> otherWalletKeys) {
        this(unsigned, inputs, otherWalletKeys, MusigSpend.NONE);
    }

    /** The coins that are spent, in the order of the inputs. */
    public List<TxOutput> coins() {
        return inputs.stream().map(ExpectedInput::coin).toList();
    }

    /** The keys of the wallet that are known here, in 33 bytes and in 32; each was derived, so each is a point. */
    public Set<Bytes> walletKeys() {
        Set<Bytes> keys = new HashSet<>();
        otherWalletKeys.forEach(key -> add(key, keys));
        inputs.stream()
                .flatMap(ExpectedInput::allPaths)
                .flatMap(path -> path.keys().stream())
                .forEach(expected -> add(expected.key(), keys));
        return keys;
    }

    private static void add(PublicKey key, Set<Bytes> keys) {
        keys.add(key.bytes());
        keys.add(key.xOnly().bytes());
    }
}
