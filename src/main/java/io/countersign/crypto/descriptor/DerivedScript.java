package io.countersign.crypto.descriptor;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.script.TaprootOutput;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a descriptor stands for at one branch (0 receive, 1 change) and index. {@code keys} are in the order of the script, which
 * for sorted multisig is another at every index; of taproot the internal key is the first, and each key stands there once.
 *
 * @param scriptOrNull the script behind the hash; null for taproot
 * @param taprootOrNull the output opened; null for scripts behind a hash
 */
public record DerivedScript(
        int branch,
        long index,
        ScriptKind kind,
        Bytes scriptPubKey,
        @Nullable Bytes scriptOrNull,
        @Nullable TaprootOutput taprootOrNull,
        List<DerivedKey> keys,
        List<DerivedPath> paths) {

    public DerivedScript {
        keys = List.copyOf(keys);
        paths = List.copyOf(paths);
    }

    public Optional<Bytes> redeemScript() {
        return kind.hash().flatMap(hash -> hash.redeemScript(multisigScript()));
    }

    public Optional<Bytes> witnessScript() {
        return kind.hash().flatMap(hash -> hash.witnessScript(multisigScript()));
    }

    public Optional<TaprootOutput> taproot() {
        return Optional.ofNullable(taprootOrNull);
    }

    /** The script that is executed with the signatures: the witness script, or in legacy P2SH the redeem script. */
    public Bytes multisigScript() {
        if (scriptOrNull == null) {
            throw new IllegalStateException("a taproot output has no one script");
        }
        return scriptOrNull;
    }

    public Optional<DerivedKey> find(PublicKey key) {
        return keys.stream().filter(derived -> derived.key().equals(key)).findFirst();
    }

    /** The path with this id. */
    public DerivedPath path(String id) {
        return paths.stream()
                .filter(path -> path.path().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no spend path " + id));
    }
}
