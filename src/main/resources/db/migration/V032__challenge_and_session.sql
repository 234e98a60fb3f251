-- A challenge is taken by its first use, right or wrong; used_by lets the same request under the same idempotency key count as
-- the same use.
CREATE TABLE challenge (
    id         UUID        PRIMARY KEY,
    method     TEXT        NOT NULL,
    message    TEXT        NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_by    TEXT
);

CREATE INDEX challenge_by_age ON challenge (expires_at);

-- A sign-in and what is refreshed from it: a family of refresh tokens. A session that ends is deleted, tokens and all.
CREATE TABLE login_session (
    id           UUID        PRIMARY KEY,
    account_id   UUID        NOT NULL REFERENCES account,
    login_key_id UUID        NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL
);

CREATE INDEX login_session_by_account ON login_session (account_id);

-- Tokens are kept as hashes. The one before the newest keeps its successor, encrypted, for clients that lost the answer.
CREATE TABLE refresh_token (
    hash             BYTEA       PRIMARY KEY,
    session_id       UUID        NOT NULL REFERENCES login_session ON DELETE CASCADE,
    expires_at       TIMESTAMPTZ NOT NULL,
    replaced_at      TIMESTAMPTZ,
    sealed_successor BYTEA
);

CREATE INDEX refresh_token_by_session ON refresh_token (session_id);
