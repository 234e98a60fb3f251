-- When a key last signed: what an operator asks to find keys that are due for a check.
CREATE INDEX signature_by_key ON signature (key_id, signed_at);
