-- The time by which deliveries are due and leases run out: the database's, so that all copies of the server agree.
CREATE FUNCTION webhook_clock() RETURNS TIMESTAMPTZ LANGUAGE SQL STABLE AS 'SELECT now()';

-- Event types parted by commas; null means all. The secrets are sealed. Events count from the entry on that tells of the creation.
CREATE TABLE webhook (
    id               UUID        PRIMARY KEY,
    account_id       UUID        NOT NULL REFERENCES account,
    wallet_id        UUID,
    url              TEXT        NOT NULL,
    event_types      TEXT,
    state            TEXT        NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
    version          BIGINT      NOT NULL,
    created_at       TIMESTAMPTZ NOT NULL,
    from_sequence    BIGINT,
    failing_since    TIMESTAMPTZ,
    secret           BYTEA       NOT NULL,
    old_secret       BYTEA,
    old_secret_until TIMESTAMPTZ
);

CREATE INDEX webhook_by_account ON webhook (account_id, id);

CREATE INDEX webhook_by_wallet ON webhook (wallet_id) WHERE wallet_id IS NOT NULL;

-- What is or was to be sent. tries counts the attempts of the schedule under way, which begins anew when it is sent again.
CREATE TABLE webhook_delivery (
    id              UUID        PRIMARY KEY,
    webhook_id      UUID        NOT NULL REFERENCES webhook ON DELETE CASCADE,
    event_id        UUID        NOT NULL,
    sequence        BIGINT,
    type            TEXT        NOT NULL,
    state           TEXT        NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
    tries           INTEGER     NOT NULL,
    next_attempt_at TIMESTAMPTZ NOT NULL,
    kept_since      TIMESTAMPTZ NOT NULL,
    UNIQUE (webhook_id, event_id)
);

CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook_id, id);

CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, (tries > 0), next_attempt_at) WHERE state = 'pending';

CREATE INDEX webhook_delivery_in_order ON webhook_delivery (webhook_id, sequence NULLS FIRST, id)
 WHERE state = 'pending' AND tries = 0;

CREATE INDEX webhook_delivery_by_age ON webhook_delivery (kept_since);

CREATE TABLE webhook_attempt (
    id          BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery_id UUID        NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
    at          TIMESTAMPTZ NOT NULL,
    status      INTEGER,
    latency_ms  BIGINT      NOT NULL,
    error       TEXT
);

CREATE INDEX webhook_attempt_by_delivery ON webhook_attempt (delivery_id, id);

-- Each webhook has two lanes, for first attempts and for retries, so that a retry holds back no later event. A copy of the server
-- leases a lane and sends its deliveries one after another; the lease of a copy that died runs out.
CREATE TABLE webhook_lane (
    webhook_id   UUID    NOT NULL REFERENCES webhook ON DELETE CASCADE,
    is_retry     BOOLEAN NOT NULL,
    holder       UUID,
    leased_until TIMESTAMPTZ,
    PRIMARY KEY (webhook_id, is_retry)
);

-- Up to where the journal has been turned into deliveries.
CREATE TABLE webhook_cursor (
    is_only  BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (is_only),
    sequence BIGINT  NOT NULL
);

INSERT INTO webhook_cursor (sequence) SELECT size FROM journal_head;
