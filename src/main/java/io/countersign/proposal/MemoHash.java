package io.countersign.proposal;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.cipher.Hashes;
import java.nio.charset.StandardCharsets;

/** The SHA-256 of a memo in hex, as an attestation signs it; no memo counts as the empty text. */
final class MemoHash {

    private MemoHash() {}

    static String of(String memo) {
        return Hashes.sha256(Bytes.wrap(memo.getBytes(StandardCharsets.UTF_8))).toHex();
    }
}
