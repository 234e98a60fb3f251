-- A policy may be a template (BIP388), and a wallet may then be spent in several ways, of which a proposal takes one.
ALTER TABLE wallet ADD COLUMN template TEXT;

-- The groups of keys that must sign: threshold:position,position;... in positions of the wallet's keys. Before there were templates a
-- wallet had one group of all its keys.
ALTER TABLE proposal ADD COLUMN key_groups TEXT;

UPDATE proposal
   SET key_groups = threshold || ':' || (
           SELECT string_agg(position::text, ',' ORDER BY position)
             FROM generate_series(0, array_length(string_to_array(key_ids, ','), 1) - 1) AS position);

ALTER TABLE proposal ALTER COLUMN key_groups SET NOT NULL;
