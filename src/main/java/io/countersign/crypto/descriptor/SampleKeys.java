package io.countersign.crypto.descriptor;

import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.ec.PublicKey;
import io.countersign.crypto.key.ExtendedPublicKey;
import io.countersign.crypto.key.Fingerprint;
import java.util.List;
import java.util.stream.LongStream;

/** Extended keys that stand in for those that a template does not have yet, so that the rest of it can be judged. */
final class SampleKeys {

    private static final ExtendedPublicKey PARENT = new ExtendedPublicKey(
            true,
            0,
            Fingerprint.ZERO,
            0,
            Bytes32.ofHex("00".repeat(32)),
            PublicKey.ofHex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"));

    private SampleKeys() {}

    /** The same with an origin, as wallets ask for. */
    static List<String> withOrigins(int count) {
        return LongStream.range(0, count)
                .mapToObj(index ->
                        "[00000000/%d]%s".formatted(index, PARENT.derive(index).toBase58()))
                .toList();
    }

    static List<String> first(int count) {
        return LongStream.range(0, count)
                .mapToObj(index -> PARENT.derive(index).toBase58())
                .toList();
    }
}
