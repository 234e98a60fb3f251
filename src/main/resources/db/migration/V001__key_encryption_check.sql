-- A text sealed under the key-encryption key: whoever can't open it must not start on this database.
CREATE TABLE key_encryption_check (
    only_row   boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    sealed     bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
