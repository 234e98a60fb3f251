package io.countersign.cli.verify;

import io.countersign.crypto.bytes.Base64Text;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import java.util.Optional;

/** An entry as an export or a server lists it. */
record LogLine(long index, Bytes32 entry, Optional<Bytes> leaf) {

    static LogLine of(Shown item) {
        return new LogLine(
                item.number("index"),
                item.hash("entry"),
                item.find("leaf").map(Shown::text).map(Base64Text::decode));
    }
}
