-- A confirmation that is repeated is answered with the receipt of the first one.
ALTER TABLE cosigner_key
    ADD COLUMN confirmation_entry_hash BYTEA,
    ADD COLUMN confirmation_entry_time TIMESTAMPTZ;
