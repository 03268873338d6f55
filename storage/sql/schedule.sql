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
SELECT max(at) FROM (
    SELECT max(due_at) AS at FROM schedule
    UNION ALL
    SELECT max(created_at) AS at FROM intent WHERE kind = 'push'
) both_kinds

-- name: approval_ask
INSERT INTO approval (draft, version, state, asked_at) VALUES ($1, $2, 'asked', now_ms())
ON CONFLICT (draft) DO UPDATE SET version = excluded.version, state = 'asked', asked_at = excluded.asked_at,
    answered_by = 0, answered_at = 0, remark = ''

-- name: approval_get
SELECT draft, version, state, asked_at, answered_by, answered_at, remark FROM approval WHERE draft = $1

-- name: approval_answer
UPDATE approval SET state = $2, answered_by = $3, remark = $4, answered_at = now_ms()
WHERE draft = $1 AND state = 'asked'

-- name: approval_withdraw
DELETE FROM approval WHERE draft = $1 AND state = 'asked'

-- name: approvals_waiting
SELECT draft, version, state, asked_at, answered_by, answered_at, remark FROM approval
WHERE state = 'asked' ORDER BY asked_at, draft
