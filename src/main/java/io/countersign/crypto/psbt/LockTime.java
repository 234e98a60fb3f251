package io.countersign.crypto.psbt;

import io.countersign.crypto.bytes.ByteReader;
import io.countersign.crypto.bytes.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How a version 2 PSBT comes to its transaction's lock time (BIP370, "Determining Lock Time"). */
final class LockTime {

    private static final long FIRST_TIME = 500_000_000L;

    private LockTime() {}

    static boolean isTime(long lockTime) {
        return lockTime >= FIRST_TIME;
    }

    static boolean isHeight(long lockTime) {
        return lockTime > 0 && lockTime < FIRST_TIME;
    }

    /** Empty where one input requires a time and another a height. */
    static OptionalLong of(PsbtMap globals, List<PsbtInput> inputs) {
        List<PsbtMap> requiring = inputs.stream()
                .map(PsbtInput::map)
                .filter(map ->
                        map.has(InputField.REQUIRED_TIME_LOCKTIME) || map.has(InputField.REQUIRED_HEIGHT_LOCKTIME))
                .toList();
        if (requiring.isEmpty()) {
            return OptionalLong.of(globals.find(GlobalField.FALLBACK_LOCKTIME)
                    .map(LockTime::uint32)
                    .orElse(0L));
        }
        // Where both kinds would do the height is taken.
        OptionalLong height = highest(requiring, InputField.REQUIRED_HEIGHT_LOCKTIME);
        return height.isPresent() ? height : highest(requiring, InputField.REQUIRED_TIME_LOCKTIME);
    }

    private static OptionalLong highest(List<PsbtMap> requiring, InputField kind) {
        List<Optional<Bytes>> values =
                requiring.stream().map(map -> map.find(kind)).toList();
        return values.stream().allMatch(Optional::isPresent)
                ? values.stream()
                        .flatMap(Optional::stream)
                        .mapToLong(LockTime::uint32)
                        .max()
                : OptionalLong.empty();
    }

    private static long uint32(Bytes value) {
        return new ByteReader("psbt", value).readUint32();
    }
}
