CREATE TABLE account (
    id           UUID        PRIMARY KEY,
    display_name TEXT        NOT NULL,
    is_operator  BOOLEAN     NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    disabled_at  TIMESTAMPTZ
);

CREATE INDEX account_operators ON account (id) WHERE is_operator;

-- A login key belongs to one account only: the same key bound twice would make it ambiguous who signs in.
CREATE TABLE login_key (
    id         UUID        PRIMARY KEY,
    account_id UUID        NOT NULL REFERENCES account,
    type       TEXT        NOT NULL CHECK (type IN ('es256', 'ed25519', 'bip322')),
    identifier TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (type, identifier)
);

CREATE INDEX login_key_by_account ON login_key (account_id);

-- Roles of an account in a wallet add up. The wallet stands in a feature to the right, so there is no reference to it.
CREATE TABLE membership (
    wallet_id  UUID        NOT NULL,
    account_id UUID        NOT NULL REFERENCES account,
    role       TEXT        NOT NULL CHECK (role IN ('owner', 'cosigner', 'proposer', 'viewer')),
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (wallet_id, account_id, role)
);

CREATE INDEX membership_by_account ON membership (account_id);
