CREATE TABLE invitation (
    id           UUID        PRIMARY KEY,
    code_hash    BYTEA       NOT NULL UNIQUE,
    role         TEXT        NOT NULL,
    wallet_id    UUID,
    key_id       UUID,
    created_by   UUID        REFERENCES account,
    created_at   TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ,
    accepted_by  UUID        REFERENCES account,
    accepted_at  TIMESTAMPTZ,
    withdrawn_at TIMESTAMPTZ,
    -- Only the first operator's: each start prints the same code until there is an operator.
    sealed_code  BYTEA
);

CREATE INDEX invitation_by_wallet ON invitation (wallet_id, id);

CREATE UNIQUE INDEX invitation_first ON invitation ((sealed_code IS NOT NULL)) WHERE sealed_code IS NOT NULL;
