package io.countersign.journal.log.http;

import io.countersign.crypto.merkle.KeyUse;
import io.countersign.journal.log.LogIdentity;
import io.countersign.journal.log.LogState;
import java.util.List;

/** Who the log is, as the wire has it. */
public record LogView(
        String origin, String verifierKey, String cosignerKey, int epoch, long size, List<String> previousKeys) {

    static LogView of(LogState state) {
        LogIdentity current = state.identities().current();
        return new LogView(
                current.origin(),
                current.key().toString(),
                current.key().as(KeyUse.COSIGNATURE).toString(),
                state.epoch(),
                state.size(),
                state.identities().previous().stream()
                        .map(identity -> identity.key().toString())
                        .toList());
    }
}
