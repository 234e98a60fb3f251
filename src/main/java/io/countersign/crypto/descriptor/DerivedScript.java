package io.countersign.crypto.descriptor;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.script.Threshold;
import java.util.List;
import java.util.Optional;

/**
 * What a descriptor stands for at one branch (0 receive, 1 change) and index. {@code keys} are in the order of the script, which
 * for sorted multisig is another at every index.
 */
public record DerivedScript(
        int branch,
        long index,
        ScriptKind kind,
        Threshold threshold,
        Bytes scriptPubKey,
        Optional<Bytes> redeemScript,
        Optional<Bytes> witnessScript,
        List<DerivedKey> keys) {

    public DerivedScript {
        keys = List.copyOf(keys);
    }

    /** The script that is executed with the signatures: the witness script, or in legacy P2SH the redeem script. */
    public Bytes multisigScript() {
        return witnessScript.or(() -> redeemScript).orElseThrow();
    }

    public Optional<DerivedKey> find(PublicKey key) {
        return keys.stream().filter(derived -> derived.key().equals(key)).findFirst();
    }
}
