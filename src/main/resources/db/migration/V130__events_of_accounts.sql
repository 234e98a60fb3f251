-- Events without a wallet are read by the account that they concern.
ALTER TABLE journal ADD COLUMN account_id UUID;

CREATE INDEX journal_by_account ON journal (account_id) WHERE account_id IS NOT NULL;
