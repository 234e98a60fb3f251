package io.countersign.journal.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** An entry of the journal. Only ever inserted. */
@NullUnmarked
@Entity
@Table(name = "journal")
public class JournalEntity {

    @Id
    @Column(name = "id")
    public UUID id;

    @Column(name = "entry_hash")
    public byte[] entryHash;

    @Column(name = "type")
    public String type;

    @Column(name = "wallet_id")
    public UUID walletId;

    @Column(name = "account_id")
    public UUID accountId;

    @Column(name = "leaf")
    public byte[] leaf;
}
