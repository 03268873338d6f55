-- name: schedule_put
INSERT INTO schedule (draft, version, due_at, given_by) VALUES ($1, $2, $3, $4)
ON CONFLICT (draft) DO UPDATE SET version = excluded.version, due_at = excluded.due_at, given_by = excluded.given_by,
    trouble = ''

-- name: schedule_drop
DELETE FROM schedule WHERE draft = $1

-- name: schedule_get
SELECT draft, version, due_at, given_by, trouble FROM schedule WHERE draft = $1

-- name: schedule_all
SELECT draft, version, due_at, given_by, trouble FROM schedule ORDER BY due_at, draft

-- name: schedule_due
SELECT draft, version, due_at, given_by, trouble FROM schedule WHERE due_at <= $1 AND trouble = '' ORDER BY due_at, draft

-- name: schedule_trouble
UPDATE schedule SET trouble = $2 WHERE draft = $1 AND trouble = ''

-- name: schedule_last
-- Without one draft ($1), which may be the one that is moved.
SELECT max(at) FROM (
    SELECT max(due_at) AS at FROM schedule WHERE draft <> $1
    UNION ALL
    SELECT max(created_at) AS at FROM broadcast WHERE kind = 'push'
) both_kinds

-- name: approval_ask
INSERT INTO approval (draft, version, state, asked_at) VALUES ($1, $2, 'asked', now_ms())
ON CONFLICT (draft) DO UPDATE SET version = excluded.version, state = 'asked', asked_at = excluded.asked_at,
    answered_by = 0, answered_at = 0, remark = ''

-- name: approval_get
SELECT draft, version, state, asked_at, answered_by, answered_at, remark FROM approval WHERE draft = $1

-- name: approval_answer
UPDATE approval SET state = $3, answered_by = $4, remark = $5, answered_at = now_ms()
WHERE draft = $1 AND version = $2 AND state = 'asked'

-- name: approval_mended
-- The editor who is asked has changed the draft, which is at its next version now.
UPDATE approval SET version = version + 1 WHERE draft = $1 AND version = $2 AND state = 'asked'

-- name: approval_withdraw
DELETE FROM approval WHERE draft = $1 AND state = 'asked'

-- name: approvals_waiting
SELECT draft, version, state, asked_at, answered_by, answered_at, remark FROM approval
WHERE state = 'asked' ORDER BY asked_at, draft

-- name: approval_letter_put
INSERT INTO approval_letter (chat_id, message_id, draft, version) VALUES ($1, $2, $3, $4)
ON CONFLICT (chat_id, message_id) DO NOTHING

-- name: approval_letter_drop
DELETE FROM approval_letter WHERE chat_id = $1 AND message_id = $2

-- name: approval_letter_chats
SELECT DISTINCT chat_id FROM approval_letter WHERE draft = $1 AND version = $2

-- name: approval_letters_settled
-- Letters whose question is no longer open: answered, withdrawn, or asked again about a newer version.
SELECT l.chat_id, l.message_id, l.draft, l.version FROM approval_letter l
WHERE NOT EXISTS (SELECT 1 FROM approval a
                  WHERE a.draft = l.draft AND a.version = l.version AND a.state = 'asked')
ORDER BY l.draft, l.chat_id, l.message_id LIMIT $1
