-- Answers remembered under idempotency keys, so that a repeated request is answered as the first time. The row is claimed at
-- the start of the command's transaction: a twin in flight waits on the primary key.
CREATE TABLE stored_answer (
    scope        TEXT        PRIMARY KEY,
    request_hash TEXT        NOT NULL,
    status       INTEGER     NOT NULL,
    content_type TEXT        NOT NULL,
    etag         TEXT        NOT NULL,
    location     TEXT        NOT NULL,
    is_secret    BOOLEAN     NOT NULL,
    body         BYTEA       NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL
);

CREATE INDEX stored_answer_by_age ON stored_answer (created_at);
