-- The journal's Merkle tree. The hashes of its complete inner nodes are kept, so that a proof costs the logarithm of the journal and
-- nothing is hashed twice. Leaves are journal_sequence itself.
CREATE TABLE journal_node (
    level    INTEGER NOT NULL,
    position BIGINT  NOT NULL,
    hash     BYTEA   NOT NULL,
    PRIMARY KEY (level, position)
);

-- The nodes of a journal that was numbered before there was a tree.
DO $$
DECLARE
    made INTEGER;
    current INTEGER := 0;
BEGIN
    INSERT INTO journal_node (level, position, hash)
    SELECT 1, (first.sequence - 1) / 2, sha256('\x01'::bytea || first.entry_hash || second.entry_hash)
      FROM journal_sequence first
      JOIN journal_sequence second ON second.sequence = first.sequence + 1
     WHERE first.sequence % 2 = 1;
    LOOP
        current := current + 1;
        INSERT INTO journal_node (level, position, hash)
        SELECT current + 1, first.position / 2, sha256('\x01'::bytea || first.hash || second.hash)
          FROM journal_node first
          JOIN journal_node second ON second.level = first.level AND second.position = first.position + 1
         WHERE first.level = current
           AND first.position % 2 = 0;
        GET DIAGNOSTICS made = ROW_COUNT;
        EXIT WHEN made = 0;
    END LOOP;
END $$;

-- Whoever holds a receipt asks for its entry by the hash.
CREATE INDEX journal_sequence_by_entry ON journal_sequence (entry_hash);

-- What the log's origin begins with, fixed at the first start.
CREATE TABLE log_origin (
    is_only BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (is_only),
    base    TEXT    NOT NULL
);

-- The log's keys, encrypted under the key-encryption key, so that all copies of the server share them.
CREATE TABLE log_key (
    generation  INTEGER     PRIMARY KEY,
    public_key  BYTEA       NOT NULL,
    sealed_seed BYTEA       NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL
);

-- Which key signed in which epoch. The last one signs now; the others are listed for those who hold what they signed.
CREATE TABLE log_identity (
    epoch      INTEGER     NOT NULL,
    generation INTEGER     NOT NULL REFERENCES log_key,
    since      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (epoch, generation)
);

CREATE TABLE log_checkpoint (
    epoch     INTEGER     NOT NULL,
    size      BIGINT      NOT NULL,
    root      BYTEA       NOT NULL,
    note      TEXT        NOT NULL,
    signed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (epoch, size)
);

CREATE TABLE log_cosignature (
    epoch       INTEGER     NOT NULL,
    size        BIGINT      NOT NULL,
    witness     TEXT        NOT NULL,
    line        TEXT        NOT NULL,
    cosigned_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (epoch, size, witness)
);

CREATE INDEX log_cosignature_by_witness ON log_cosignature (witness, epoch, size);

-- Evidence: checkpoints that this log signed and that are no part of it. One row a distinct text.
CREATE TABLE log_fork_report (
    text_hash   BYTEA       PRIMARY KEY,
    note        TEXT        NOT NULL,
    epoch       INTEGER     NOT NULL,
    size        BIGINT      NOT NULL,
    reported_by UUID,
    reported_at TIMESTAMPTZ NOT NULL
);
