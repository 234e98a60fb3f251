package io.countersign.journal.log;

import io.countersign.crypto.merkle.KeyUse;
import io.countersign.crypto.merkle.VerifierKey;
import java.util.List;
import java.util.stream.Stream;

/** All identities of the log, the newest last: that one signs now. */
public record LogIdentities(List<LogIdentity> all) {

    public LogIdentities {
        all = List.copyOf(all);
    }

    public LogIdentity current() {
        return all.get(all.size() - 1);
    }

    /** Those that signed before, the newest first. */
    public List<LogIdentity> previous() {
        return Stream.iterate(all.size() - 2, index -> index >= 0, index -> index - 1)
                .map(all::get)
                .toList();
    }

    /** The keys of an origin, as notes and as cosignatures are verified by them. */
    List<VerifierKey> keysOf(String origin) {
        return all.stream()
                .filter(identity -> identity.origin().equals(origin))
                .flatMap(identity -> Stream.of(identity.key(), identity.key().as(KeyUse.COSIGNATURE)))
                .toList();
    }
}
