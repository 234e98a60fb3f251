-- Every right signature that this server took in, whether it counts or not, by its r: the same r over another message gives the key away.
-- key_ids is whose signature it is: of an aggregate key all who take part.
CREATE TABLE signature_nonce (
    r           BYTEA PRIMARY KEY,
    public_key  BYTEA NOT NULL,
    sighash     BYTEA NOT NULL,
    key_ids     TEXT  NOT NULL,
    proposal_id UUID  NOT NULL REFERENCES proposal (id)
);

INSERT INTO signature_nonce (r, public_key, sighash, key_ids, proposal_id)
SELECT DISTINCT ON (r) r, public_key, sighash, key_id::text, proposal_id
  FROM signature
 ORDER BY r, id;

-- The same key in other wallets, whatever its origin is said to be.
CREATE INDEX cosigner_key_by_extended_key ON cosigner_key (split_part(key_text, ']', 2));
