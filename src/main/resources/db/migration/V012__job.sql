-- Work that must happen later. A worker leases a row; the lease of a worker that died runs out.
CREATE TABLE job (
    id           UUID        PRIMARY KEY,
    kind         TEXT        NOT NULL,
    subject      UUID        NOT NULL,
    run_at       TIMESTAMPTZ NOT NULL,
    leased_until TIMESTAMPTZ,
    attempts     INTEGER     NOT NULL,
    last_error   TEXT,
    UNIQUE (kind, subject)
);

CREATE INDEX job_by_time ON job (run_at);
