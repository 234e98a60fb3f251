-- Proposals. What is frozen at creation is never updated; signatures and rejections are only ever inserted, under the lock of
-- their proposal's row.
CREATE TABLE proposal (
    id                    UUID        PRIMARY KEY,
    wallet_id             UUID        NOT NULL REFERENCES wallet (id),
    state                 TEXT        NOT NULL,
    version               BIGINT      NOT NULL,
    txid                  BYTEA       NOT NULL,
    unsigned_tx           BYTEA       NOT NULL,
    fee_sat               BIGINT      NOT NULL,
    virtual_size          INTEGER     NOT NULL,
    threshold             INTEGER     NOT NULL,
    key_ids               TEXT        NOT NULL,
    spend_path            TEXT        NOT NULL,
    created_by            UUID        NOT NULL,
    memo                  TEXT,
    expires_at            TIMESTAMPTZ NOT NULL,
    created_at            TIMESTAMPTZ NOT NULL,
    attestation_login_key TEXT,
    attestation_signature TEXT,
    attested_at           TIMESTAMPTZ,
    final_tx              BYTEA,
    failure_reason        TEXT,
    failure_detail        TEXT
);

CREATE INDEX proposal_by_wallet ON proposal (wallet_id, id DESC);
CREATE INDEX proposal_by_txid ON proposal (wallet_id, txid);

-- The complete PSBT as it was frozen, with previous transactions: large, and read for devices only.
CREATE TABLE frozen_psbt (
    proposal_id UUID  PRIMARY KEY REFERENCES proposal (id),
    psbt        BYTEA NOT NULL
);

CREATE TABLE proposal_input (
    id            UUID    PRIMARY KEY,
    proposal_id   UUID    NOT NULL REFERENCES proposal (id),
    input_index   INTEGER NOT NULL,
    wallet_id     UUID    NOT NULL,
    txid          BYTEA   NOT NULL,
    vout          BIGINT  NOT NULL,
    amount_sat    BIGINT  NOT NULL,
    script        BYTEA   NOT NULL,
    branch        INTEGER NOT NULL,
    address_index BIGINT  NOT NULL,
    address       TEXT    NOT NULL,
    UNIQUE (proposal_id, input_index)
);

-- Which proposals spend a coin.
CREATE INDEX proposal_input_by_coin ON proposal_input (wallet_id, txid, vout);

CREATE TABLE proposal_output (
    id            UUID    PRIMARY KEY,
    proposal_id   UUID    NOT NULL REFERENCES proposal (id),
    output_index  INTEGER NOT NULL,
    amount_sat    BIGINT  NOT NULL,
    script        BYTEA   NOT NULL,
    address       TEXT,
    branch        INTEGER NOT NULL,
    address_index BIGINT  NOT NULL,
    UNIQUE (proposal_id, output_index)
);

CREATE TABLE signature (
    id          UUID        PRIMARY KEY,
    proposal_id UUID        NOT NULL REFERENCES proposal (id),
    input_index INTEGER     NOT NULL,
    public_key  BYTEA       NOT NULL,
    key_id      UUID        NOT NULL,
    signature   BYTEA       NOT NULL,
    sighash     BYTEA       NOT NULL,
    r           BYTEA       NOT NULL,
    signed_at   TIMESTAMPTZ NOT NULL,
    entry_hash  BYTEA       NOT NULL,
    entry_time  TIMESTAMPTZ NOT NULL,
    UNIQUE (proposal_id, input_index, public_key)
);

CREATE TABLE rejection (
    id          UUID        PRIMARY KEY,
    proposal_id UUID        NOT NULL REFERENCES proposal (id),
    key_id      UUID        NOT NULL,
    account_id  UUID        NOT NULL,
    reason      TEXT,
    rejected_at TIMESTAMPTZ NOT NULL,
    entry_hash  BYTEA       NOT NULL,
    entry_time  TIMESTAMPTZ NOT NULL,
    UNIQUE (proposal_id, key_id)
);
