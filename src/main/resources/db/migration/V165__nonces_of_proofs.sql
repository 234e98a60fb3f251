-- The nonces of proofs of possession stand beside those of signatures; they belong to no proposal.
ALTER TABLE signature_nonce ALTER COLUMN proposal_id DROP NOT NULL;
