-- Keys that sign access tokens, shared by all copies of the server. The generation is the primary key, so that of two copies
-- that make the next one at once only one succeeds.
CREATE TABLE signing_key (
    generation     INTEGER     PRIMARY KEY,
    kid            TEXT        NOT NULL UNIQUE,
    public_jwk     TEXT        NOT NULL,
    sealed_private BYTEA       NOT NULL,
    created_at     TIMESTAMPTZ NOT NULL,
    signs_from     TIMESTAMPTZ NOT NULL
);
