-- A challenge is deleted by its first use: there is nothing to be marked.
ALTER TABLE challenge DROP COLUMN used_by;

-- Sessions end with the login key that opened them, also where key and session come and go at once.
DELETE FROM login_session WHERE NOT EXISTS (SELECT FROM login_key WHERE login_key.id = login_session.login_key_id);

ALTER TABLE login_session ADD FOREIGN KEY (login_key_id) REFERENCES login_key ON DELETE CASCADE;

CREATE INDEX login_session_by_login_key ON login_session (login_key_id);

-- What the jobs that forget look for.
CREATE INDEX login_session_by_end ON login_session (expires_at);

CREATE INDEX refresh_token_by_end ON refresh_token (expires_at);

CREATE INDEX invitation_over ON invitation (least(accepted_at, withdrawn_at, expires_at));

INSERT INTO job (id, kind, subject, run_at, attempts)
VALUES ('00000000-0000-7000-8000-000000000001', 'stored_answer_forget', '00000000-0000-0000-0000-000000000000', now(), 0),
       ('00000000-0000-7000-8000-000000000002', 'account_forget', '00000000-0000-0000-0000-000000000000', now(), 0);
