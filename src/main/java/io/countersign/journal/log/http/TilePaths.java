package io.countersign.journal.log.http;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.merkle.TilePath;
import io.countersign.kernel.CommonRefusal;

/** Paths of tiles in URLs: what is none names nothing. */
final class TilePaths {

    private TilePaths() {}

    static TilePath parse(String level, String place) {
        try {
            return TilePath.parse(level, place);
        } catch (MalformedException e) {
            throw CommonRefusal.nothingHere();
        }
    }
}
