-- The one announcement of every change of state. Entries are inserted in the transaction that changes the state, and
-- numbered after it has committed: a number drawn inside a transaction says nothing about the order of commits.
CREATE TABLE journal (
    id         UUID  PRIMARY KEY,
    entry_hash BYTEA NOT NULL,
    type       TEXT  NOT NULL,
    wallet_id  UUID,
    leaf       BYTEA NOT NULL
);

CREATE TABLE journal_queue (
    entry_id UUID PRIMARY KEY
);

CREATE TABLE journal_sequence (
    sequence   BIGINT PRIMARY KEY,
    entry_id   UUID   NOT NULL UNIQUE,
    entry_hash BYTEA  NOT NULL,
    wallet_id  UUID
);

CREATE INDEX journal_sequence_by_wallet ON journal_sequence (wallet_id, sequence);

CREATE TABLE journal_head (
    is_only BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (is_only),
    size    BIGINT  NOT NULL,
    epoch   INTEGER NOT NULL
);

INSERT INTO journal_head (size, epoch) VALUES (0, 1);
