package io.countersign.journal.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** The id of an entry that has no number yet. */
@NullUnmarked
@Entity
@Table(name = "journal_queue")
public class JournalQueueEntity {

    @Id
    @Column(name = "entry_id")
    public UUID entryId;
}
