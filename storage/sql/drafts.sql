-- name: draft_add
INSERT INTO draft (author, state, content, version, created_at, changed_at)
VALUES ($1, 'editing', $2, 1, now_ms(), now_ms()) RETURNING id

-- name: draft_get
SELECT id, author, state, content, version FROM draft WHERE id = $1

-- name: draft_unfinished
SELECT id FROM draft WHERE author = $1 AND state = 'editing' ORDER BY changed_at DESC, id DESC LIMIT 1

-- name: draft_change
UPDATE draft SET content = $3, version = version + 1, changed_at = now_ms()
WHERE id = $1 AND version = $2 AND state = 'editing'

-- name: draft_end
UPDATE draft SET state = $2, article = $3, changed_at = now_ms() WHERE id = $1 AND state = 'editing'
