package io.countersign.journal.log.store;

import io.countersign.crypto.merkle.Checkpoint;
import io.countersign.crypto.merkle.NoteSignature;
import io.countersign.crypto.merkle.SignedNote;
import io.countersign.journal.log.SignedCheckpoint;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.Optional;
import java.util.stream.Stream;

/** Checkpoints as their rows have them: the log's own lines with the note, those of witnesses beside it. */
final class CheckpointRows {

    private CheckpointRows() {}

    static Optional<SignedCheckpoint> read(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(read(rows.iterator().next()));
    }

    private static SignedCheckpoint read(Row row) {
        SignedNote note = SignedNote.parse(row.getString("note"));
        String cosignatures = row.getString("cosignatures");
        Stream<String> lines = cosignatures == null ? Stream.empty() : Stream.of(cosignatures.split("\n"));
        return new SignedCheckpoint(
                row.getInteger("epoch"),
                Checkpoint.parse(note.text()),
                note.with(lines.map(NoteSignature::parse).toList()),
                row.getOffsetDateTime("signed_at").toInstant());
    }
}
