-- The embedded development chain. No transaction of the domain writes here. What follows from a block's place (the age of a coin,
-- what spends it) is read through the heights of development_transaction, so that taking a block off the tip touches few rows.
CREATE TABLE development_block (
    height           INTEGER     PRIMARY KEY,
    hash             BYTEA       NOT NULL UNIQUE,
    header           BYTEA       NOT NULL,
    time             BIGINT      NOT NULL,
    median_time_past BIGINT      NOT NULL,
    -- The idempotent request that asked for it, on the last block of a batch: asked again, it makes no further blocks.
    request          TEXT,
    made_at          TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX development_block_by_request ON development_block (request) WHERE request IS NOT NULL;

-- height and position are null while a transaction is in the mempool.
CREATE TABLE development_transaction (
    txid         BYTEA       PRIMARY KEY,
    witness_hash BYTEA       NOT NULL,
    raw          BYTEA       NOT NULL,
    weight       INTEGER     NOT NULL,
    fee_sat      BIGINT      NOT NULL,
    is_coinbase  BOOLEAN     NOT NULL,
    height       INTEGER     REFERENCES development_block (height),
    position     INTEGER,
    arrival      BIGINT      NOT NULL GENERATED ALWAYS AS IDENTITY,
    request      TEXT,
    made_at      TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX development_transaction_in_mempool ON development_transaction (arrival) WHERE height IS NULL;
CREATE UNIQUE INDEX development_transaction_by_place ON development_transaction (height, position);
CREATE INDEX development_transaction_by_request ON development_transaction (request) WHERE request IS NOT NULL;

CREATE TABLE development_coin (
    txid       BYTEA  NOT NULL REFERENCES development_transaction (txid),
    vout       BIGINT NOT NULL,
    amount_sat BIGINT NOT NULL,
    script     BYTEA  NOT NULL,
    spent_by   BYTEA  REFERENCES development_transaction (txid),
    PRIMARY KEY (txid, vout)
);

-- Scripts may be longer than a B-tree's key.
CREATE INDEX development_coin_by_script ON development_coin USING hash (script);
CREATE INDEX development_coin_largest_unspent ON development_coin (amount_sat DESC) WHERE spent_by IS NULL;
