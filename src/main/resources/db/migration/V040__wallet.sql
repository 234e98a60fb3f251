-- Wallets and the keys of their cosigners. A key changes only under the lock of its wallet's row.
CREATE TABLE wallet (
    id            UUID        PRIMARY KEY,
    name          TEXT        NOT NULL,
    network       TEXT        NOT NULL,
    state         TEXT        NOT NULL,
    script        TEXT        NOT NULL,
    threshold     INTEGER     NOT NULL,
    total         INTEGER     NOT NULL,
    descriptor    TEXT,
    first_address TEXT,
    is_imported   BOOLEAN     NOT NULL,
    birth_height  INTEGER,
    receive_start BIGINT      NOT NULL,
    change_start  BIGINT      NOT NULL,
    created_by    UUID        NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL,
    version       BIGINT      NOT NULL
);

CREATE TABLE cosigner_key (
    id                     UUID    PRIMARY KEY,
    wallet_id              UUID    NOT NULL REFERENCES wallet (id),
    position               INTEGER NOT NULL,
    network                TEXT    NOT NULL,
    key_text               TEXT    NOT NULL,
    label                  TEXT    NOT NULL,
    device_model           TEXT,
    device_firmware        TEXT,
    holder_id              UUID,
    state                  TEXT    NOT NULL,
    nonce                  TEXT    NOT NULL,
    proof_kind             TEXT,
    proof_challenge        TEXT,
    proof_path             TEXT,
    proof_signature        TEXT,
    proof_format           TEXT,
    proven_at              TIMESTAMPTZ,
    confirmed_address      TEXT,
    confirmation_signature TEXT,
    confirmation_login_key TEXT,
    confirmed_at           TIMESTAMPTZ
);

CREATE UNIQUE INDEX cosigner_key_by_wallet ON cosigner_key (wallet_id, position);
CREATE INDEX cosigner_key_by_holder ON cosigner_key (holder_id);

-- The next index of each branch. Drawn under the row's lock, so that no address is ever given out twice.
CREATE TABLE address_counter (
    wallet_id  UUID    NOT NULL REFERENCES wallet (id),
    branch     INTEGER NOT NULL,
    next_index BIGINT  NOT NULL,
    PRIMARY KEY (wallet_id, branch)
);

CREATE TABLE issued_address (
    wallet_id     UUID        NOT NULL REFERENCES wallet (id),
    branch        INTEGER     NOT NULL,
    address_index BIGINT      NOT NULL,
    address       TEXT        NOT NULL,
    script        BYTEA       NOT NULL,
    label         TEXT,
    issued_by     UUID        NOT NULL,
    issued_at     TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (wallet_id, branch, address_index)
);

CREATE INDEX issued_address_by_script ON issued_address (wallet_id, script);
