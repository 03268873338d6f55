-- Messages that a reader gets once, unasked (domain/readers/nudge.py). `due_at` 0: it was sent, or is not wanted.

-- name: nudge_plan
INSERT INTO nudge (recipient, what, due_at) VALUES ($1, $2, $3) ON CONFLICT (recipient, what) DO NOTHING

-- name: nudge_seen
-- A sign of life of recipient $1 puts the question off to $3; one that was asked is not asked again.
INSERT INTO nudge (recipient, what, due_at)
SELECT r.id, $2, $3 FROM recipient r WHERE r.id = $1 AND r.kind = 'private'
ON CONFLICT (recipient, what) DO UPDATE SET due_at = excluded.due_at WHERE nudge.due_at > 0

-- name: nudges_due
-- $1: now. The conditions repeat the index.
SELECT recipient, what, due_at FROM nudge WHERE due_at > 0 AND due_at <= $1 ORDER BY due_at LIMIT $2

-- name: nudge_move
-- To $4, where it is still due at $3; to 0 when it is about to be sent.
UPDATE nudge SET due_at = $4 WHERE recipient = $1 AND what = $2 AND due_at = $3

-- name: nudge_drop
DELETE FROM nudge WHERE recipient = $1 AND what = $2

-- name: nudge_off
UPDATE nudge SET due_at = 0 WHERE recipient = $1 AND what = $2

-- name: forget_nudges
DELETE FROM nudge WHERE recipient = $1

-- name: arrivals
-- The posters and pages that brought readers, most first.
SELECT source, readers FROM arrival ORDER BY readers DESC, source LIMIT $1

-- name: arrivals_known
SELECT count(*) FROM arrival WHERE source <> $1

-- name: arrival_add
INSERT INTO arrival (source, readers, last_at) VALUES ($1, 1, now_ms())
ON CONFLICT (source) DO UPDATE SET readers = arrival.readers + 1, last_at = excluded.last_at

-- name: arrival_evict
-- The writer of a link makes up its name, so there may be only so many: the one with the fewest readers goes.
DELETE FROM arrival WHERE source = (SELECT source FROM arrival ORDER BY readers, last_at LIMIT 1)
