-- Who has signed which input, singly or as a participant of an aggregate key; what belongs to a session that is over is left out.
CREATE VIEW given_signature AS
SELECT proposal_id, input_index, key_id, signed_at
  FROM signature
 UNION ALL
SELECT part.proposal_id, seat.input_index, seat.key_id, part.signed_at
  FROM musig_partial_signature part
  JOIN musig_seat seat ON seat.proposal_id = part.proposal_id AND seat.seat = part.seat
 WHERE part.session = (SELECT max(number) FROM signing_session WHERE proposal_id = part.proposal_id);

-- When a key last signed, as with signature_by_key.
CREATE INDEX musig_seat_by_key ON musig_seat (key_id);
