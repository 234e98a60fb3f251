package io.countersign.crypto.descriptor.key;

import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.ec.XOnlyPublicKey;
import io.countersign.crypto.key.KeyOrigin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One key, which stands for itself at every index; {@code isXOnly} where 32 bytes of it were written. */
public record SingleKey(@Nullable KeyOrigin originOrNull, PublicKey key, boolean isXOnly) implements KeyExpression {

    public static SingleKey of(XOnlyPublicKey key) {
        return new SingleKey(null, key.even(), true);
    }

    @Override
    public int branches() {
        return 1;
    }

    @Override
    public boolean isRanged() {
        return false;
    }

    @Override
    public boolean isDerivable(int branch) {
        return true;
    }

    @Override
    public PublicKey derive(int branch, long index) {
        return key;
    }

    @Override
    public Optional<KeyOrigin> origin(int branch, long index) {
        return Optional.ofNullable(originOrNull);
    }

    @Override
    public List<KeyExpression> participants() {
        return List.of(this);
    }

    @Override
    public String toString() {
        String hex = isXOnly ? key.xOnly().toString() : key.toHex();
        return originOrNull == null ? hex : originOrNull + hex;
    }
}
