-- MuSig2 (BIP327): what must be filled in every signing session of a proposal, frozen with it.
CREATE TABLE musig_seat (
    id            UUID    PRIMARY KEY,
    proposal_id   UUID    NOT NULL REFERENCES proposal (id),
    seat          INTEGER NOT NULL,
    input_index   INTEGER NOT NULL,
    participant   BYTEA   NOT NULL,
    aggregate_key BYTEA   NOT NULL,
    leaf_hash     BYTEA,
    script_key    BYTEA   NOT NULL,
    key_id        UUID    NOT NULL,
    UNIQUE (proposal_id, seat)
);

-- The last one of a proposal is under way. What an earlier one holds is void and kept, since none of its nonces may come again.
CREATE TABLE signing_session (
    id           UUID        PRIMARY KEY,
    proposal_id  UUID        NOT NULL REFERENCES proposal (id),
    number       INTEGER     NOT NULL,
    epoch        INTEGER     NOT NULL,
    started_at   TIMESTAMPTZ NOT NULL,
    is_restart   BOOLEAN     NOT NULL,
    UNIQUE (proposal_id, number)
);

CREATE TABLE musig_nonce (
    id          UUID        PRIMARY KEY,
    proposal_id UUID        NOT NULL,
    session     INTEGER     NOT NULL,
    seat        INTEGER     NOT NULL,
    nonce       BYTEA       NOT NULL,
    given_at    TIMESTAMPTZ NOT NULL,
    entry_hash  BYTEA       NOT NULL,
    entry_time  TIMESTAMPTZ NOT NULL,
    UNIQUE (proposal_id, session, seat),
    FOREIGN KEY (proposal_id, session) REFERENCES signing_session (proposal_id, number),
    FOREIGN KEY (proposal_id, seat) REFERENCES musig_seat (proposal_id, seat)
);

-- Every nonce point that this server ever took, by its x: the point and its negative come from one secret. None is taken twice.
CREATE TABLE nonce_point (
    x        BYTEA PRIMARY KEY,
    nonce_id UUID  NOT NULL REFERENCES musig_nonce (id)
);

CREATE TABLE musig_partial_signature (
    id                UUID        PRIMARY KEY,
    proposal_id       UUID        NOT NULL,
    session           INTEGER     NOT NULL,
    seat              INTEGER     NOT NULL,
    partial_signature BYTEA       NOT NULL,
    signed_at         TIMESTAMPTZ NOT NULL,
    entry_hash        BYTEA       NOT NULL,
    entry_time        TIMESTAMPTZ NOT NULL,
    UNIQUE (proposal_id, session, seat),
    FOREIGN KEY (proposal_id, session) REFERENCES signing_session (proposal_id, number),
    FOREIGN KEY (proposal_id, seat) REFERENCES musig_seat (proposal_id, seat)
);
